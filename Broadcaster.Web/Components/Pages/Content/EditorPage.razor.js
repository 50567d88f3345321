// The text fields of the editor belong to the browser: a key stroke never waits for the server. What changed is sent at
// each pause, and is kept in this browser until the server has said that it has it.

const pause = 800;
const patience = 15000;
const retryAfter = 1500;

export function start(root, server, options) {
  return new Typing(root, server, options);
}

class Typing {
  constructor(root, server, { key, version, savedAt, readOnly, values }) {
    Object.assign(this, { root, server, key, version, readOnly, changed: new Set(), readers: new Map() });
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    root.addEventListener('input', e => this.#typed(e.target), { signal });
    root.addEventListener('focusout', e => e.target.dataset?.field && this.flush(), { signal });
    root.addEventListener('mousedown', e => e.target.closest('[data-md]') && e.preventDefault(), { signal });
    root.addEventListener('click', e => this.#toolbar(e.target.closest('[data-md]')?.dataset.md), { signal });
    root.addEventListener('keydown', e => e.key === 'Enter' && e.target.dataset?.oneLine !== undefined && e.preventDefault(), { signal });
    document.addEventListener('keydown', e => this.#key(e), { signal, capture: true });
    document.addEventListener('visibilitychange', () => document.hidden && this.#leave(), { signal });
    window.addEventListener('pagehide', () => this.#keep(), { signal });
    window.addEventListener('beforeunload', () => this.#leave(), { signal });
    if (savedAt) {
      this.#say(`Saved ${clock(new Date(savedAt))}`, 'good');
    }

    this.#restore();
    this.#catchUp(values);
  }

  // Whoever typed before this script was there must not wait for the next key stroke.
  #catchUp(values) {
    for (const [name, value] of Object.entries(values)) {
      const field = this.#field(name);
      if (field && !this.changed.has(name) && field.value !== value.replaceAll('\r\n', '\n')) {
        this.#typed(field);
      }
    }
  }

  // --- What was typed, and where it is kept ----------------------------------------------------------------------------

  #typed(field) {
    const name = field.dataset?.field;
    if (!name || this.readOnly) {
      return;
    }

    if (field.dataset.oneLine !== undefined && field.value.includes('\n')) {
      field.value = field.value.replace(/\s*\n\s*/g, ' ');
    }

    this.changed.add(name);
    this.readers.set(name, () => field.value);
    this.#say('Saving…');
    clearTimeout(this.keepTimer);
    this.keepTimer = setTimeout(() => this.#keep(), 200);
    clearTimeout(this.sendTimer);
    this.sendTimer = setTimeout(() => this.flush(), pause);
  }

  #values(names) {
    return Object.fromEntries([...names].map(name => [name, this.readers.get(name)()]));
  }

  #keep() {
    clearTimeout(this.keepTimer);
    try {
      if (this.changed.size === 0) {
        localStorage.removeItem(this.key);
      } else {
        localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), version: this.version, fields: this.#values(this.changed) }));
      }
    } catch {
      // Storage is full or switched off: the server has everything up to the last pause.
    }
  }

  #leave() {
    this.#keep();
    this.flush();
  }

  async flush() {
    clearTimeout(this.sendTimer);
    if (this.sending) {
      await this.sending;
    }

    if (this.changed.size === 0 || this.stopped) {
      return this.changed.size === 0;
    }

    this.sending = this.#send();
    try {
      return await this.sending;
    } finally {
      this.sending = null;
    }
  }

  async #send() {
    const fields = this.#values(this.changed);
    this.#say('Saving…');
    let answer;
    try {
      answer = await withPatience(this.server.invokeMethodAsync('TypeAsync', fields, this.restoredVersion ?? null));
    } catch {
      this.#keep();
      this.#say('Offline: kept in this browser', 'needs');
      clearTimeout(this.sendTimer);
      this.sendTimer = setTimeout(() => this.flush(), retryAfter);
      return false;
    }

    this.version = answer.version;
    if (!answer.kept) {
      this.#say(answer.text, 'bad');
      return false;
    }

    this.restoredVersion = null;
    for (const name of Object.keys(fields)) {
      if (this.readers.get(name)() === fields[name]) {
        this.changed.delete(name);
      }
    }

    this.#keep();
    if (this.changed.size === 0) {
      this.#say(`${answer.text} ${clock(new Date())}`, answer.beside ? 'needs' : 'good');
    }

    return true;
  }

  /** Puts back what this browser kept when the connection broke. */
  #restore() {
    let kept;
    try {
      kept = JSON.parse(localStorage.getItem(this.key));
    } catch {
      kept = null;
    }

    if (!kept || this.readOnly) {
      return;
    }

    for (const [name, value] of Object.entries(kept.fields)) {
      const field = this.#field(name);
      if (field?.value === value) {
        continue;
      }

      if (field) {
        field.value = value;
      }

      this.changed.add(name);
      this.readers.set(name, () => this.#field(name)?.value ?? value);
    }

    if (this.changed.size === 0) {
      localStorage.removeItem(this.key);
      return;
    }

    this.restoredVersion = kept.version;
    const notice = this.root.querySelector('[data-restored]');
    if (notice) {
      notice.textContent = `What you typed before the connection broke (${clock(new Date(kept.at))}) was put back.`;
      notice.hidden = false;
    }

    this.flush();
  }

  #field(name) {
    return this.root.querySelector(`[data-field="${CSS.escape(name)}"]`);
  }

  /** Other text for the fields. Refuses while something typed was not sent yet. */
  set(values, version) {
    if (this.changed.size > 0) {
      return false;
    }

    this.#put(values);
    this.version = version;
    return true;
  }

  /** Other text for the fields, whatever is typed. */
  replace(values, version) {
    clearTimeout(this.sendTimer);
    this.changed.clear();
    this.#keep();
    this.#put(values);
    this.version = version;
    this.#say(`Saved ${clock(new Date())}`, 'good');
  }

  saved(version) {
    this.version = version;
    if (this.changed.size === 0) {
      this.#say(`Saved ${clock(new Date())}`, 'good');
    }
  }

  #put(values) {
    for (const [name, value] of Object.entries(values)) {
      const field = this.#field(name);
      if (field && field.value !== value) {
        field.value = value;
      }
    }
  }

  #say(text, meaning = '') {
    const state = this.root.querySelector('[data-typing]');
    if (state && state.textContent !== text) {
      state.textContent = text;
      state.dataset.meaning = meaning;
    }
  }

  stop() {
    this.#keep();
    this.stopped = true;
    this.listeners.abort();
    clearTimeout(this.sendTimer);
  }

  // --- Keys and toolbar ---------------------------------------------------------------------------------------------------

  #key(e) {
    if (!(e.ctrlKey || e.metaKey) || e.altKey || document.querySelector('.rz-dialog')) {
      return;
    }

    const key = e.key.toLowerCase();
    const mark = e.target.dataset?.markdown !== undefined && !e.shiftKey ? { b: 'bold', i: 'italic', k: 'link' }[key] : undefined;
    if (mark) {
      this.#toolbar(mark);
    } else if (key === 's') {
      this.flush().then(() => this.server.invokeMethodAsync('SaveByKeyAsync'));
    } else if (key === 'enter') {
      this.flush().then(() => this.server.invokeMethodAsync('NextByKeyAsync'));
    } else {
      return;
    }

    e.preventDefault();
    e.stopPropagation();
  }

  #toolbar(mark) {
    const area = this.#field('body');
    if (!mark || !area || area.readOnly) {
      return;
    }

    if (mark === 'image') {
      this.root.querySelector('[data-picture]')?.click();
      return;
    }

    area.focus();
    marks[mark]?.(area);
  }

  /** Writes at the cursor of the body, e.g. a picture that was uploaded. */
  insert(text) {
    const area = this.#field('body');
    area.focus();
    type(area, text);
  }

  selectTitle() {
    const title = this.#field('title');
    title?.focus();
    title?.select();
  }
}

// Through the browser's own editing, so that Ctrl+Z takes it back.
function type(area, text) {
  if (!document.execCommand('insertText', false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function wrap(before, after, placeholder) {
  return area => {
    const { selectionStart: from, selectionEnd: to, value } = area;
    if (value.slice(from - before.length, from) === before && value.slice(to, to + after.length) === after) {
      area.setSelectionRange(from - before.length, to + after.length);
      const inner = value.slice(from, to);
      type(area, inner);
      area.setSelectionRange(from - before.length, from - before.length + inner.length);
      return;
    }

    const inner = value.slice(from, to) || placeholder;
    type(area, before + inner + after);
    area.setSelectionRange(from + before.length, from + before.length + inner.length);
  };
}

function lines(mark) {
  return area => {
    const start = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
    const next = area.value.indexOf('\n', area.selectionEnd);
    const end = next < 0 ? area.value.length : next;
    const old = area.value.slice(start, end).split('\n');
    const all = old.every(line => line.startsWith(mark));
    const text = old.map(line => all ? line.slice(mark.length) : mark + line).join('\n');
    area.setSelectionRange(start, end);
    type(area, text);
    area.setSelectionRange(old.length > 1 ? start : start + text.length, start + text.length);
  };
}

const marks = {
  bold: wrap('**', '**', 'bold'),
  italic: wrap('*', '*', 'italic'),
  heading: lines('## '),
  list: lines('- '),
  quote: lines('> '),
  code: area => area.value.slice(area.selectionStart, area.selectionEnd).includes('\n') ? wrap('```\n', '\n```', 'code')(area) : wrap('`', '`', 'code')(area),
  link: area => {
    const from = area.selectionStart;
    const text = area.value.slice(from, area.selectionEnd);
    const isAddress = /^https?:\/\/\S+$/.test(text);
    const words = isAddress ? 'text' : text || 'text';
    type(area, `[${words}](${isAddress ? text : 'https://'})`);
    const at = isAddress || !text ? from + 1 : from + words.length + 3;
    area.setSelectionRange(at, at + (isAddress || !text ? words.length : 'https://'.length));
  },
};

function withPatience(promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error('No answer')), patience))]);
}

function clock(time) {
  return time.toLocaleTimeString('en-GB');
}
