// What every page needs in the browser: times that keep themselves current, the connection banner, the palette's keys.
import { whileAgo, countdown } from './times.js';
import { keep, putBack } from './keep.js';

// --- Times: the server renders them once, the browser keeps them true. ---------------------------------------------

function setText(element, text) {
  // The text node is the renderer's: change what it says, never replace it, or later updates from the server are lost.
  const node = element.firstChild;
  if (node && node.nodeType === Node.TEXT_NODE && node.nodeValue !== text) {
    node.nodeValue = text;
  }
}

function tick() {
  const now = Date.now();
  for (const element of document.querySelectorAll('time[data-relative]')) {
    setText(element, whileAgo(Date.parse(element.dateTime), now));
  }

  for (const element of document.querySelectorAll('time[data-countdown]')) {
    setText(element, countdown(Date.parse(element.dateTime), now, element.dataset.due));
  }
}

setInterval(tick, 1000);
document.addEventListener('visibilitychange', () => document.hidden || tick());

// --- The connection: a quiet banner, and a page that comes back by itself. ------------------------------------------

const banner = document.getElementById('components-reconnect-modal');
if (banner) {
  new MutationObserver(() => {
    // The server knows this page no longer (it was restarted): the page is loaded anew, and what was typed put back.
    if (banner.classList.contains('components-reconnect-rejected')) {
      reloadWhenUp();
    } else if (banner.classList.contains('components-reconnect-failed')) {
      reloadWhenUp();
    }
  }).observe(banner, { attributes: true, attributeFilter: ['class'] });
}

let reloading = false;

putBack();

function reload() {
  keep();
  location.reload();
}

async function reloadWhenUp() {
  if (reloading) {
    return;
  }

  reloading = true;
  for (;;) {
    try {
      const answer = await fetch('healthz/live', { cache: 'no-store' });
      if (answer.status < 500) {
        reload();
        return;
      }
    } catch {
      // Not up yet; ask again.
    }

    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}

document.addEventListener('click', click => {
  if (click.target.closest('[data-reload]')) {
    reload();
  }
});

document.addEventListener('focusin', focus => {
  if (focus.target.matches('[data-select]')) {
    focus.target.select();
  }
});

// --- Keys ------------------------------------------------------------------------------------------------------------

document.addEventListener('keydown', key => {
  if ((key.ctrlKey || key.metaKey) && !key.shiftKey && !key.altKey && key.key.toLowerCase() === 'k') {
    const opener = document.querySelector('[data-palette]');
    if (opener) {
      key.preventDefault();
      opener.click();
    }
  }

  if (key.key === 'Escape') {
    const open = document.querySelector('details.menu[open]');
    if (open) {
      open.open = false;
      open.querySelector('summary')?.focus();
    }
  }
});

// A menu closes when something is chosen or pressed elsewhere.
document.addEventListener('click', click => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    const inside = menu.contains(click.target);
    if (!inside || click.target.closest('details.menu a, details.menu button:not([data-stay])')) {
      menu.open = false;
    }
  }
});
