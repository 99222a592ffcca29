// A calculation that goes on: looks again each second until it is over. A slider of months leads where it is let go.
const running = document.getElementById('running');
if (running) {
  // Only what is told changes, so that the button keeps its focus.
  const parts = ['.running-percent', '.running-words'];
  const look = async () => {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
      const now = page.getElementById('running');
      if (!now) return location.reload();
      for (const part of parts) running.querySelector(part).textContent = now.querySelector(part).textContent;
      running.querySelector('progress').value = now.querySelector('progress').value;
    } catch { /* the house is not there for a moment */ }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
for (const form of document.querySelectorAll('form[data-months]')) {
  form.querySelector('input[type=range]')?.addEventListener('change', () => form.requestSubmit());
}
// The slider of the reserve: of all its prices the one it stands on.
for (const card of document.querySelectorAll('[data-reserve]')) {
  const [slide, lines] = [card.querySelector('input'), card.querySelectorAll('li')];
  const show = () => lines.forEach((line, place) => { line.hidden = place !== Number(slide.value); });
  slide.addEventListener('input', show);
  show();
}
