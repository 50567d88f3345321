// The theme lives in a cookie, so that the server renders the right one at first paint. No cookie: as the system says.
const year = 60 * 60 * 24 * 365;

export function set(theme) {
  const root = document.documentElement;
  if (theme === 'light' || theme === 'dark') {
    root.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${year}; samesite=lax`;
  } else {
    delete root.dataset.theme;
    document.cookie = 'theme=; path=/; max-age=0; samesite=lax';
  }
}
