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
// What is assumed, in one line by theme, kept true while one types; a question decides the one assumption it is about.
const asking = document.querySelector('.planning-form');
if (asking) {
  const field = (name) => asking.querySelector(`[name="${name}"]:not([type=radio])`);
  const say = () => {
    for (const part of asking.querySelectorAll('[data-said]')) {
      const input = field(part.dataset.said);
      if (!input) continue;
      const value = input.tagName === 'SELECT' ? input.selectedOptions[0].textContent : input.value;
      part.textContent = input.type === 'checkbox' ? (input.checked ? part.dataset.on : part.dataset.off) : part.dataset.pattern.replace('{value}', value);
    }
  };
  const decisions = new Map(asking.dataset.decisions.split(' ').map((one) => one.split(':')).filter(([, decided]) => decided)
    .map(([question, decided]) => [question, decided.split('=')]));
  const usual = new Map([...decisions.values()].map(([name]) => [name, field(name)?.defaultChecked]));
  asking.addEventListener('change', (event) => {
    const changed = event.target;
    if (changed.name === 'question') {
      // What the question before had decided is as it usually is again.
      for (const [name, isTicked] of usual) field(name).checked = isTicked;
      const [name, isOn] = decisions.get(changed.value) ?? [];
      if (name) field(name).checked = isOn === '1';
    } else {
      const question = asking.querySelector('[name=question]:checked');
      const decided = decisions.get(question?.value);
      // Whoever changes what the question decided asks another one.
      if (decided?.[0] === changed.name && changed.checked !== (decided[1] === '1')) asking.querySelector('[name=question][value=place]').checked = true;
    }
    say();
  });
  asking.addEventListener('input', say);
  say();
}
