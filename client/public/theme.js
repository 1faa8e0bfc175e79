// A file of its own, before the styles: the first paint is already in the right theme, and no inline script is needed.
(() => {
  let theme = 'auto';
  try {
    theme = JSON.parse(localStorage.getItem('sitrep.ui') || '{}').theme || 'auto';
  } catch {}
  // A wall is dark unless its address says otherwise.
  if (location.pathname === '/wall') theme = new URLSearchParams(location.search).get('theme') === 'light' ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme === 'auto' ? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light') : theme;
})();
