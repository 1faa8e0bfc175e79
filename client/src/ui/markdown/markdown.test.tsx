import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { Markdown } from './markdown.tsx';

afterEach(cleanup);

test('[VW40] a plain text is shown at once, one paragraph for each block', () => {
  const { container } = render(<Markdown text={'Video plays again.\n\nWe keep watching.'} />);
  expect([...container.querySelectorAll('p')].map((p) => p.textContent)).toEqual(['Video plays again.', 'We keep watching.']);
});

test('[VW40] a link of http, https or mailto carries rel, any other address is only its words', async () => {
  render(<Markdown text={'[our page](https://status.example) and [mail](mailto:a@b.example) and [run](javascript:alert(1)) and [data](data:text/html,x)'} />);
  const links = await screen.findAllByRole('link');
  expect(links.map((link) => [link.getAttribute('href'), link.getAttribute('rel')])).toEqual([
    ['https://status.example', 'noopener nofollow'],
    ['mailto:a@b.example', 'noopener nofollow'],
  ]);
});

test('[VW40] raw HTML is never an element and a picture is offered as a link', async () => {
  const { container } = render(
    <Markdown text={'**bold** <script>alert(1)</script> <img src=x onerror=alert(1)>\n\n![graph](https://elsewhere.example/a.png)'} />,
  );
  expect((await screen.findByText('Picture: graph')).getAttribute('href')).toBe('https://elsewhere.example/a.png');
  expect(container.querySelector('script, img, [onerror]')).toBe(null);
  expect(container.querySelector('strong')?.textContent).toBe('bold');
});

test('[VW40] lists, tables and check boxes of GitHub flavour are shown, and a heading never outranks the page', async () => {
  const { container } = render(<Markdown text={'# Top\n\n- [x] done\n- [ ] open\n\n| a | b |\n|---|---|\n| 1 | 2 |'} />);
  expect((await screen.findByRole('heading', { name: 'Top' })).tagName).toBe('H3');
  expect(screen.getAllByRole('checkbox').map((box) => box.getAttribute('aria-label'))).toEqual(['done', 'not done']);
  expect(container.querySelectorAll('td')).toHaveLength(2);
});
