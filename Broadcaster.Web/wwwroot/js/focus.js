// Whoever reads the page by ear is brought to its heading. A field that somebody already types into keeps the focus.
export function focusHeading() {
  const heading = document.querySelector('h1');
  if (heading !== null && !document.activeElement?.matches('input, textarea, select')) {
    heading.tabIndex = -1;
    heading.focus();
  }
}
