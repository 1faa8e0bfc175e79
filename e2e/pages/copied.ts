import type { Page } from '@playwright/test';

/** What a copy of all of a room says. */
export const copied = async (page: Page): Promise<string> =>
  page.evaluate(() => {
    const selection = getSelection();
    selection?.selectAllChildren(document.querySelector('main') ?? document.body);
    return selection?.toString() ?? '';
  });

/** Pairs of words that stand apart on screen and that a copy runs together. What one chooses by is not copied. */
export const runTogether = async (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector('main') ?? document.body;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    const selection = getSelection();
    const boxOf = (node: Text, at: number): DOMRect => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect();
    };
    let before: Text | null = null;
    for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
      const style = node.parentElement === null ? null : getComputedStyle(node.parentElement);
      if (node.data === '' || style?.userSelect === 'none' || style?.visibility === 'hidden' || node.parentElement?.closest('svg, select, legend, label'))
        continue;
      if (before !== null && /[\p{L}\p{N}]$/u.test(before.data) && /^[\p{L}\p{N}]/u.test(node.data)) {
        const [left, right] = [boxOf(before, before.data.length - 1), boxOf(node, 0)];
        selection?.setBaseAndExtent(before, before.data.length - 1, node, 1);
        const size = Number.parseFloat(getComputedStyle(node.parentElement as Element).fontSize);
        const apart = right.left - left.right > size / 4 || left.left - right.right > size / 4 || Math.abs(right.top - left.top) > 3 * size;
        // A number and its unit are one thing.
        const unit =
          node.parentElement?.closest('[data-duration]') !== null &&
          before.parentElement?.closest('[data-duration]') === node.parentElement?.closest('[data-duration]');
        if (apart && !unit && (selection?.toString().length ?? 9) <= 2) found.push(`${before.data.slice(-20)}|${node.data.slice(0, 20)}`);
      }
      before = node;
    }
    selection?.removeAllRanges();
    return [...new Set(found)];
  });
