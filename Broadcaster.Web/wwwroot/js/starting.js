// The waiting page: asks for the page that was wanted until it is there, and says what goes on meanwhile.
const pause = 1000;

async function look() {
  try {
    const answer = await fetch(location.href, { cache: 'no-store', redirect: 'manual', headers: { Accept: 'text/html' } });
    if (answer.status !== 503) {
      // Not a reload: that would send a form again.
      location.hash ? location.reload() : location.replace(location.href);
      return;
    }

    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of ['h1', '[data-step]']) {
      const now = page.querySelector(part)?.textContent;
      const shown = document.querySelector(part);
      if (now && shown.textContent !== now) {
        shown.textContent = now;
      }
    }
  } catch {
    // Nobody listens just now: it is being started again.
  }

  setTimeout(look, pause);
}

setTimeout(look, pause);
