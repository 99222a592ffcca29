// The plan editor of one level: draws the model, takes mouse and keyboard, sends the whole drawing back as one act.
import { area, bounds, centre } from './editor-geometry.js';
import { Drawing } from './editor-model.js';

const root = document.querySelector('[data-editor]');
const data = JSON.parse(document.getElementById('editor-data').textContent);
const texts = data.texts;
const svg = root.querySelector('svg');
const live = root.querySelector('[data-live]');
const given = cells => cells.map((cell, i) => ({ ...cell, key: cell.id ?? `given-${i}`, outline: points(cell.outline) }));
const drawing = new Drawing({
  outline: points(data.outline),
  features: data.features.map(feature => ({ ...feature, outline: points(feature.outline) })),
  cells: given(data.cells),
});
let tool = 'choose';
let wall = null;
let start = null;
let pointer = null;
let serverProblems = [];

function points(text) { return text.split(' ').map(pair => pair.split(',').map(Number)); }
/** A text with its values; what is counted has a form of its own for one. */
const told = (key, values = {}) => Object.entries(values).reduce(
  (text, [name, value]) => text.replaceAll(`{${name}}`, value), (values.count === 1 ? texts[`${key}One`] : null) ?? texts[key] ?? key);
const say = (key, values = {}) => { live.textContent = told(key, values); };
/** Who has a cell on the day the plan changes, or later. */
const held = cell => (cell.held ?? []).filter(one => !one.until || one.until > field('from').value).map(one => one.words);
/** Whether all of them may get another outline; those that may not are named at once. */
function mayChange(cells) {
  const fast = cells.filter(cell => held(cell).length > 0);
  if (fast.length === 0) return true;
  serverProblems = fast.map(cell => ({ key: cell.key, text: told('heldFast', { cell: cell.code, text: held(cell).join(', ') }) }));
  draw();
  show();
  live.textContent = serverProblems.map(problem => problem.text).join('. ');
  return false;
}
const field = name => root.querySelector(`[name="${name}"]`);
const metres = name => Math.round(Number(field(name).value.replace(',', '.')) * 1000);
const grid = () => Math.max(10, metres('grid') || 100);
const snap = ([x, y]) => [Math.round(x / grid()) * grid(), Math.round(y / grid()) * grid()];

const view = (() => {
  const box = bounds([drawing.outline]);
  const margin = 1000;
  return { x: box.x - margin, y: box.y - margin, width: box.width + 2 * margin, height: box.height + 2 * margin };
})();
const whole = { ...view };

function element(name, attributes, parent) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}
const path = ring => `M${ring.map(p => p.join(' ')).join('L')}Z`;

function draw() {
  svg.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
  svg.replaceChildren();
  const hatch = element('pattern', { id: 'editor-held', width: 400, height: 400, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, element('defs', {}, svg));
  element('path', { class: 'hatch', d: 'M0 0V400' }, hatch);
  element('path', { class: 'level-outline', d: path(drawing.outline) }, svg);
  for (const feature of drawing.features) element('path', { class: `feature feature-${feature.kind}`, d: path(feature.outline) }, svg);
  const chosen = new Set(drawing.state.chosen);
  const wrong = new Set([...drawing.faults().flatMap(f => [f.cell.key, f.other?.key]), ...serverProblems.map(p => p.key)]);
  for (const cell of drawing.cells) {
    const classes = ['cell', `kind-${cell.kind}`, chosen.has(cell.key) && 'chosen', held(cell).length > 0 && 'held', wrong.has(cell.key) && 'wrong'].filter(Boolean).join(' ');
    const group = element('g', { class: classes, 'data-key': cell.key, role: 'option', id: `cell-${cell.key}`,
      'aria-selected': chosen.has(cell.key), 'aria-label': [cell.code, texts[`kind.${cell.kind}`], `${area(cell.outline).toLocaleString(document.documentElement.lang)} m²`, ...held(cell)].join(', ') }, svg);
    element('path', { d: path(cell.outline) }, group);
    if (held(cell).length > 0) element('path', { class: 'over', d: path(cell.outline) }, group);
    const [x, y] = centre(cell.outline);
    const box = bounds([cell.outline]);
    const size = Math.min(900, box.width / Math.max(4, cell.code.length) * 1.4, box.height / 2);
    if (size > 120) element('text', { x, y: y + size / 3, 'font-size': size }, group).textContent = cell.code;
  }
  if (wall !== null && drawing.chosen.length === 1) {
    const edge = drawing.walls(drawing.chosen[0])[wall];
    if (edge) element('path', { class: 'wall-chosen', d: `M${edge.from.join(' ')}L${edge.to.join(' ')}` }, svg);
  }
  if (start && pointer) element('path', { class: 'ghost', d: tool === 'rectangle' ? path(rectangle(start, pointer)) : `M${start.join(' ')}L${pointer.join(' ')}` }, svg);
  svg.setAttribute('aria-activedescendant', drawing.state.chosen.length ? `cell-${drawing.state.chosen.at(-1)}` : '');
}

const rectangle = ([ax, ay], [bx, by]) => [[Math.min(ax, bx), Math.min(ay, by)], [Math.max(ax, bx), Math.min(ay, by)], [Math.max(ax, bx), Math.max(ay, by)], [Math.min(ax, bx), Math.max(ay, by)]];

/** The panel beside the drawing: the facts of what is chosen, and what is wrong. */
function show() {
  const chosen = drawing.chosen;
  root.querySelector('[data-facts]').hidden = chosen.length === 0;
  root.querySelector('[data-count]').textContent = chosen.length === 0 ? texts.nothing
    : told('chosen', { count: chosen.length, area: (chosen.reduce((sum, c) => sum + area(c.outline) * 100, 0) / 100).toLocaleString(document.documentElement.lang) });
  const holders = chosen.filter(cell => held(cell).length > 0);
  root.querySelector('[data-held]').hidden = holders.length === 0;
  root.querySelector('[data-held]').textContent = holders.map(cell => told('ofCell', { cell: cell.code, text: held(cell).join(', ') })).join(' ; ');
  root.querySelector('[data-held-legend]').hidden = !drawing.cells.some(cell => held(cell).length > 0);
  if (chosen.length > 0) {
    const first = chosen[0];
    field('code').value = first.code;
    field('code').disabled = chosen.length > 1;
    field('name').value = first.name;
    field('kind').value = first.kind;
    field('noise').value = String(first.noise);
    field('window').checked = first.window;
    field('capacity').value = first.capacity ?? '';
    field('workplaces').value = first.workplaces;
  }
  const faults = drawing.faults().map(f => ({ key: f.cell.key, text: told('ofCell', { cell: f.cell.code || '?', text: told(`fault.${f.problem}`, { other: f.other?.code ?? '' }) }) }));
  const list = root.querySelector('[data-faults]');
  list.replaceChildren(...[...serverProblems, ...faults].slice(0, 50).map(fault => {
    const item = document.createElement('li');
    if (fault.key) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'link';
      button.textContent = fault.text;
      button.addEventListener('click', () => { drawing.choose([fault.key]); svg.focus(); });
      item.append(button);
    } else item.textContent = fault.text;
    return item;
  }));
  root.querySelector('[data-save]').disabled = faults.length > 0 || !drawing.isChanged;
  root.querySelector('[data-do="undo"]').disabled = drawing.past.length === 0;
  root.querySelector('[data-do="redo"]').disabled = drawing.future.length === 0;
  root.querySelector('[data-do="merge"]').disabled = chosen.length < 2;
  root.querySelector('[data-do="split"]').disabled = chosen.length !== 1;
  root.querySelector('[data-do="remove"]').disabled = chosen.length === 0;
}

drawing.onChange(what => {
  if (what === 'cells') serverProblems = [];
  if (drawing.chosen.length !== 1) wall = null;
  draw();
  show();
});

function at(event) {
  const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [Math.round(place.x), Math.round(place.y)];
}

svg.addEventListener('pointerdown', event => {
  if (event.button !== 0) return;
  const key = event.target.closest('[data-key]')?.dataset.key;
  if (tool === 'choose') {
    if (!key) drawing.choose([]);
    else if (event.shiftKey || event.ctrlKey || event.metaKey) {
      const now = drawing.state.chosen;
      drawing.choose(now.includes(key) ? now.filter(k => k !== key) : [...now, key]);
    } else {
      if (drawing.state.chosen.length === 1 && drawing.state.chosen[0] === key) wall = nearestWall(at(event)); else { wall = null; drawing.choose([key]); }
      if (wall !== null) { start = at(event); svg.setPointerCapture(event.pointerId); draw(); }
    }
  } else {
    start = snap(at(event));
    pointer = start;
    svg.setPointerCapture(event.pointerId);
  }
});
svg.addEventListener('pointermove', event => {
  if (!start || tool === 'choose') return;
  pointer = snap(at(event));
  if (tool === 'corridor' && !event.altKey) {
    // Corridors run straight unless Alt is held.
    pointer = Math.abs(pointer[0] - start[0]) >= Math.abs(pointer[1] - start[1]) ? [pointer[0], start[1]] : [start[0], pointer[1]];
  }
  draw();
});
svg.addEventListener('pointerup', event => {
  if (!start) return;
  const from = start, to = tool === 'choose' ? at(event) : pointer;
  start = pointer = null;
  if (tool === 'choose') dragWall(from, to);
  else if (tool === 'rectangle') {
    const ring = rectangle(from, to);
    if (area(ring) >= 0.5) { drawing.add([ring], { code: lastCode() }); say('added', { count: 1 }); } else say('tooSmall');
  } else if (tool === 'corridor') addCorridor(from, to);
  else if (tool === 'cut') { if (mayChange(drawing.chosen.slice(0, 1))) say(drawing.split(from, to) ? 'split' : 'cannotSplit'); }
  draw();
});

/** The wall under the pointer, if it is near enough to be meant. */
function nearestWall([x, y]) {
  let best = null;
  drawing.walls(drawing.chosen[0]).forEach(({ index, from, to }) => {
    const length2 = (to[0] - from[0]) ** 2 + (to[1] - from[1]) ** 2;
    const k = Math.max(0, Math.min(1, ((x - from[0]) * (to[0] - from[0]) + (y - from[1]) * (to[1] - from[1])) / length2));
    const far = Math.hypot(x - from[0] - k * (to[0] - from[0]), y - from[1] - k * (to[1] - from[1]));
    if (far < Math.max(350, view.width / 120) && (!best || far < best.far)) best = { index, far };
  });
  return best ? best.index : null;
}
function dragWall(from, to) {
  if (wall === null) return;
  const edge = drawing.walls(drawing.chosen[0])[wall];
  const length = Math.hypot(edge.to[0] - edge.from[0], edge.to[1] - edge.from[1]);
  const outward = [(edge.to[1] - edge.from[1]) / length, -(edge.to[0] - edge.from[0]) / length];
  const d = Math.round(((to[0] - from[0]) * outward[0] + (to[1] - from[1]) * outward[1]) / grid()) * grid();
  if (drawing.moveWall(wall, d, mayChange)) say('wallMoved', { metres: d / 1000 });
}

const lastCode = () => drawing.chosen.filter(cell => data.lettable.includes(cell.kind)).at(-1)?.code ?? data.lastCode;
function addCorridor(from, to) {
  const count = drawing.addCorridor(from, to, {
    width: metres('moduleWidth'), depth: metres('moduleDepth'), aisle: metres('aisle'), sides: field('sides').value, limit: 200,
    code: field('firstCode').value.trim() || lastCode(), prefix: data.prefix, drawAisle: field('drawAisle').checked,
  });
  say(count > 0 ? 'corridorAdded' : 'tooSmall', { count });
}

function step(direction, extend) {
  const from = drawing.chosen.at(-1);
  if (!from) { if (drawing.cells[0]) drawing.choose([drawing.cells[0].key]); return; }
  const [x, y] = centre(from.outline);
  let best = null;
  for (const cell of drawing.cells) {
    if (cell.key === from.key) continue;
    const [cx, cy] = centre(cell.outline);
    const forward = direction === 'ArrowRight' ? cx - x : direction === 'ArrowLeft' ? x - cx : direction === 'ArrowDown' ? cy - y : y - cy;
    const aside = Math.abs(direction === 'ArrowRight' || direction === 'ArrowLeft' ? cy - y : cx - x);
    if (forward <= 0) continue;
    const cost = forward + 2 * aside;
    if (!best || cost < best.cost) best = { cost, cell };
  }
  if (best) drawing.choose(extend ? [...drawing.state.chosen.filter(k => k !== best.cell.key), best.cell.key] : [best.cell.key]);
}

svg.addEventListener('keydown', event => {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // What else is pressed with them is the browser's: zoom, back, closing.
  if (event.altKey || (command && key !== 'z' && key !== 'y')) return;
  const arrow = key.startsWith('Arrow');
  if (wall !== null && wall >= (drawing.chosen[0]?.outline.length ?? 0)) wall = null;
  if (arrow && wall !== null && drawing.chosen.length === 1) {
    const edge = drawing.walls(drawing.chosen[0])[wall];
    const outward = [edge.to[1] - edge.from[1], -(edge.to[0] - edge.from[0])];
    const push = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    const dot = push[0] * outward[0] + push[1] * outward[1];
    if (dot !== 0) { const keep = wall; const isMoved = drawing.moveWall(wall, Math.sign(dot) * grid(), mayChange); wall = keep; draw(); if (isMoved) say('wallMoved', { metres: Math.sign(dot) * grid() / 1000 }); }
  } else if (arrow) step(event.key, event.shiftKey);
  else if (command) act(key === 'y' || event.shiftKey ? 'redo' : 'undo');
  else if (key === 'w' && drawing.chosen.length === 1) {
    wall = wall === null ? 0 : (wall + 1) % drawing.chosen[0].outline.length;
    draw();
    say('wallChosen', { number: wall + 1, count: drawing.chosen[0].outline.length });
  } else if (key === 'Escape') { wall = null; start = pointer = null; drawing.choose([]); }
  else if (key === 'Delete' || key === 'Backspace') act('remove');
  else if (key === 'm') act('merge');
  else if (key === 's') act('split');
  else if (key === '+') zoom(0.8);
  else if (key === '-') zoom(1.25);
  else if (key === '0') zoom(0);
  else return;
  event.preventDefault();
});

function zoom(factor) {
  if (factor === 0) Object.assign(view, whole);
  else {
    const chosen = drawing.chosen;
    const [x, y] = chosen.length ? centre(chosen[0].outline) : [view.x + view.width / 2, view.y + view.height / 2];
    view.width = Math.min(whole.width, view.width * factor);
    view.height = Math.min(whole.height, view.height * factor);
    view.x = Math.max(whole.x, Math.min(whole.x + whole.width - view.width, x - view.width / 2));
    view.y = Math.max(whole.y, Math.min(whole.y + whole.height - view.height, y - view.height / 2));
  }
  draw();
}

function act(name) {
  const count = drawing.chosen.length;
  if (name === 'undo') { drawing.undo(); say('undone'); }
  else if (name === 'redo') { drawing.redo(); say('redone'); }
  else if (['merge', 'split', 'remove'].includes(name) && !mayChange(name === 'split' ? drawing.chosen.slice(0, 1) : drawing.chosen)) return;
  else if (name === 'merge') say(drawing.merge() ? 'merged' : 'cannotMerge', { count });
  else if (name === 'split') say(drawing.splitInto(Math.max(2, Number(field('parts').value) || 2)) ? 'split' : 'cannotSplit');
  else if (name === 'remove') { drawing.remove(); say('removed', { count }); }
  else if (name === 'zoom-in') zoom(0.8);
  else if (name === 'zoom-out') zoom(1.25);
  else if (name === 'zoom-all') zoom(0);
  else if (name === 'corridor-form') addCorridor([metres('corridorX'), metres('corridorY')],
    field('corridorTurn').value === 'down' ? [metres('corridorX'), metres('corridorY') + metres('corridorLength')] : [metres('corridorX') + metres('corridorLength'), metres('corridorY')]);
}
for (const button of root.querySelectorAll('[data-do]')) button.addEventListener('click', () => act(button.dataset.do));
for (const radio of root.querySelectorAll('[name="tool"]')) radio.addEventListener('change', () => { tool = radio.value; wall = null; svg.dataset.tool = tool; draw(); });

/** A whole number, or what was typed instead: then the drawing is at fault until it is mended. */
function wholeNumber(text) {
  const plain = text.replace(/\s/g, '');
  return /^\d{1,9}$/.test(plain) ? Number(plain) : text;
}
const readers = {
  code: input => input.value.trim(), name: input => input.value.trim(), kind: input => input.value, noise: input => Number(input.value),
  window: input => input.checked, capacity: input => input.value.trim() === '' ? null : wholeNumber(input.value), workplaces: input => input.value.trim() === '' ? 0 : wholeNumber(input.value),
};
for (const [name, read] of Object.entries(readers)) field(name).addEventListener('change', event => drawing.change({ [name]: read(event.target) }));

// On a later day a cell may be held no more.
field('from').addEventListener('change', () => { serverProblems = []; draw(); show(); });

root.querySelector('[data-save]').addEventListener('click', async () => {
  const button = root.querySelector('[data-save]');
  button.disabled = true;
  say('saving');
  let answer, problems;
  try {
    if (isSignedOut) { data.token = (await levelNow())?.token ?? data.token; isSignedOut = false; }
    const body = new URLSearchParams({
      token: data.token, from: field('from').value, note: field('note').value, cells: JSON.stringify(drawing.written()),
      seen_on: data.day, seen: JSON.stringify(data.cells.map(({ held, ...cell }) => cell)),
    });
    answer = await fetch(data.saveTo, { method: 'POST', headers: { accept: 'application/json' }, body });
    // Whoever is signed in no longer is led to the sign-in page.
    isSignedOut = answer.redirected || answer.status === 401;
    if (answer.ok && !isSignedOut) { leaving = true; location.assign(data.after); return; }
    problems = isSignedOut ? [{ text: texts.signedOut }] : await answer.json().then(said => said.problems, () => [{ text: texts.failed }]);
    if (problems.some(problem => problem.code === 'spaces.problem.levelChanged')) {
      const now = await levelNow();
      if (now) {
        [data.token, data.day, data.cells] = [now.token, now.day, now.cells];
        drawing.rebase(given(now.cells));
        problems.push({ text: texts.takenOver });
      }
    }
  } catch { say('offline'); button.disabled = false; return; }
  serverProblems = problems.map(problem => {
    const cell = drawing.cells.find(c => c.code === problem.field);
    return { key: cell?.key, text: cell ? told('ofCell', { cell: cell.code, text: problem.text }) : problem.text };
  });
  draw();
  show();
  say('refused', { count: problems.length });
  button.disabled = false;
});

let isSignedOut = false;
/** What this page would begin with if it were opened now; nothing for who may not open it. */
async function levelNow() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
  const found = page.getElementById('editor-data');
  return found ? JSON.parse(found.textContent) : null;
}

let leaving = false;
addEventListener('beforeunload', event => { if (drawing.isChanged && !leaving) event.preventDefault(); });
svg.dataset.tool = tool;
draw();
show();
