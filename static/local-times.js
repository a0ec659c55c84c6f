/** Converts the times on a page from UTC to the viewer's time zone. */
const { locale, utc, local } = document.currentScript.dataset;
const [before, after] = utc.split("{minute}");
const format = new Intl.DateTimeFormat(locale, {
  dateStyle: "medium",
  timeStyle: "short",
});

function convertTimes() {
  for (const time of document.querySelectorAll("time")) {
    const { textContent: text } = time;
    // Skip dates without a time, and relative times.
    if (!text.startsWith(before) || !text.endsWith(after)) continue;
    time.title = text;
    const minute = format.format(new Date(time.dateTime));
    time.textContent = local.replace("{minute}", minute);
  }
}

convertTimes();
addEventListener("page-update", convertTimes);
