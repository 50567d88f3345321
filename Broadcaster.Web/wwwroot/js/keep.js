// What was typed into the fields of a page outlives a page that has to be loaded anew. Fields are known by their id; what
// is secret (passwords, keys) and what keeps itself (the editor's fields) is left out.
const key = () => `broadcaster.kept.${location.pathname}${location.search}`;
const kinds = 'main input[id]:not([type=password]):not([type=file]):not([type=hidden]), main textarea[id], main select[id]';
const typed = new Set();

const value = field => field.type === 'checkbox' || field.type === 'radio' ? field.checked : field.value;

document.addEventListener('input', input => {
  if (input.isTrusted && input.target.matches(kinds) && !input.target.matches('[data-field]')) {
    typed.add(input.target.id);
  }
});

// Called right before the page is loaded anew.
export function keep() {
  const fields = [...typed].map(id => document.getElementById(id)).filter(field => field !== null);
  if (fields.length > 0) {
    sessionStorage.setItem(key(), JSON.stringify(fields.map(field => [field.id, value(field)])));
  }
}

// Puts back what was kept, each field as soon as its page is live and the field is there.
export async function putBack() {
  const kept = sessionStorage.getItem(key());
  sessionStorage.removeItem(key());
  let left = kept === null ? [] : JSON.parse(kept);
  for (let tries = 0; left.length > 0 && tries < 150; tries++) {
    if (document.querySelector('[data-live=true]')) {
      left = left.filter(([id, text]) => !put(document.getElementById(id), text));
    }

    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

function put(field, text) {
  if (field === null) {
    return false;
  }

  typed.add(field.id);
  if (value(field) !== text) {
    if (typeof text === 'boolean') {
      field.checked = text;
    } else {
      field.value = text;
    }

    // As if typed: whoever listens, the server's form too, takes it over.
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }

  return true;
}
