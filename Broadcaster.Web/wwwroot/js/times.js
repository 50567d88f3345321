// The words here are the same as in Components/Shared/Times.cs, so that the first paint and the next second agree.

export function whileAgo(then, now) {
  const seconds = Math.round((then - now) / 1000);
  const past = seconds <= 0;
  const s = Math.abs(seconds);
  if (s < 10) {
    return past ? 'just now' : 'in a moment';
  }

  const amount = s < 60 ? `${s} s`
    : s < 3600 ? `${Math.floor(s / 60)} min`
    : s < 86400 ? hours(s)
    : `${Math.floor(s / 86400)} d`;
  return past ? `${amount} ago` : `in ${amount}`;
}

function hours(s) {
  return `${Math.floor(s / 3600)} h`;
}

export function countdown(then, now, due) {
  const s = Math.ceil((then - now) / 1000);
  if (s <= 0) {
    return due;
  }

  const two = n => String(n).padStart(2, '0');
  const h = Math.floor(s / 3600);
  const m = Math.floor(s / 60) % 60;
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}
