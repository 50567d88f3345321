// Fills an empty time zone field with the browser's own zone.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const field of document.querySelectorAll("[data-own-zone]")) {
  if (field.value === "" && zone) {
    field.value = zone;
  }
}
