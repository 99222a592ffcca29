// What is being drawn: cells with their facts, what is chosen, and every earlier state for undo. It knows no page.
import { area, common, corridor, crossesItself, cut, merge, overlap, sharedWall, tidy, within } from './editor-geometry.js';

export class Drawing {
  constructor(data) {
    this.outline = data.outline;
    this.features = data.features;
    this.state = { cells: data.cells.map(cell => ({ ...cell })), chosen: [] };
    this.original = JSON.stringify(this.state.cells);
    this.past = [];
    this.future = [];
    this.listeners = [];
    this.counter = 0;
  }

  get cells() { return this.state.cells; }
  get chosen() { return this.state.chosen.map(key => this.find(key)).filter(Boolean); }
  get isChanged() { return JSON.stringify(this.cells) !== this.original; }
  find(key) { return this.cells.find(cell => cell.key === key); }
  onChange(listener) { this.listeners.push(listener); }
  tell(what) { for (const listener of this.listeners) listener(what); }

  choose(keys) { this.state = { ...this.state, chosen: keys }; this.tell('choice'); }

  /** A new state; the old one can be come back to. */
  set(cells, chosen, what) {
    this.past.push({ ...this.state, what });
    if (this.past.length > 200) this.past.shift();
    this.future = [];
    this.state = { cells, chosen };
    this.tell('cells');
  }
  undo() { this.travel(this.past, this.future); }
  redo() { this.travel(this.future, this.past); }
  travel(from, to) {
    const step = from.pop();
    if (!step) return;
    to.push({ ...this.state, what: step.what });
    this.state = { cells: step.cells, chosen: step.chosen };
    this.tell('cells');
  }

  freshKey() { this.counter += 1; return `new-${this.counter}`; }

  /** The next free code after the last of its row: H1-007 gives H1-008. */
  freshCode(like, taken = new Set(this.cells.map(cell => cell.code))) {
    const found = /^(.*?)(\d+)([^\d]*)$/.exec(like || 'N-000') || [null, `${like}-`, '000', ''];
    const [, head, digits] = found;
    for (let number = BigInt(digits) + 1n; ; number++) {
      const code = head + String(number).padStart(digits.length, '0');
      if (!taken.has(code)) { taken.add(code); return code; }
    }
  }
  fresh(outline, facts, taken) {
    const cell = { key: this.freshKey(), id: null, name: '', kind: 'module', noise: 1, window: false, capacity: null, workplaces: 0, ...facts, outline };
    cell.code = this.freshCode(facts.code, taken);
    return cell;
  }

  add(rings, facts) {
    const taken = new Set(this.cells.map(cell => cell.code));
    let like = facts.code;
    const added = rings.map(ring => { const cell = this.fresh(tidy(ring), { ...facts, code: like }, taken); like = cell.code; return cell; });
    this.set([...this.cells, ...added], added.map(cell => cell.key), 'add');
    return added;
  }

  addCorridor(p, q, settings) {
    const { modules, aisle } = corridor(p, q, settings);
    if (modules.length === 0) return 0;
    const taken = new Set(this.cells.map(cell => cell.code));
    let like = settings.code;
    const added = modules.map(ring => { const cell = this.fresh(ring, { code: like, kind: 'module' }, taken); like = cell.code; return cell; });
    // After the codes of its modules, or of its level where those are numbers alone.
    if (aisle && settings.drawAisle) added.push(this.fresh(aisle, { code: `${settings.code.replace(/\d+$/, '') || `${settings.prefix}-`}A00`, kind: 'common' }, taken));
    this.set([...this.cells, ...added], added.map(cell => cell.key), 'corridor');
    return modules.length;
  }

  remove() {
    const gone = new Set(this.state.chosen);
    if (gone.size > 0) this.set(this.cells.filter(cell => !gone.has(cell.key)), [], 'remove');
  }

  merge() {
    const chosen = this.chosen;
    if (chosen.length < 2) return false;
    const ring = merge(chosen.map(cell => cell.outline));
    if (!ring) return false;
    const gone = new Set(chosen.map(cell => cell.key));
    const first = chosen[0];
    const cell = this.fresh(ring, {
      code: first.code, name: first.name, kind: first.kind, noise: Math.max(...chosen.map(c => c.noise)), window: chosen.some(c => c.window),
      workplaces: chosen.reduce((sum, c) => sum + c.workplaces, 0),
    });
    this.set([...this.cells.filter(other => !gone.has(other.key)), cell], [cell.key], 'merge');
    return true;
  }

  /** By the line through two points, or into equal parts across the longer side. */
  split(p, q) {
    const cell = this.chosen[0];
    const rings = cell && cut(cell.outline, p, q);
    if (!rings) return false;
    return this.replace(cell, rings);
  }
  splitInto(count) {
    const cell = this.chosen[0];
    if (!cell || count < 2) return false;
    const xs = cell.outline.map(p => p[0]), ys = cell.outline.map(p => p[1]);
    const low = [Math.min(...xs), Math.min(...ys)], high = [Math.max(...xs), Math.max(...ys)];
    const wide = high[0] - low[0] >= high[1] - low[1];
    let rings = [cell.outline];
    for (let i = 1; i < count; i++) {
      const at = wide ? Math.round(low[0] + (high[0] - low[0]) * i / count) : Math.round(low[1] + (high[1] - low[1]) * i / count);
      const line = wide ? [[at, low[1] - 1], [at, high[1] + 1]] : [[low[0] - 1, at], [high[0] + 1, at]];
      const last = rings.pop();
      const parts = cut(last, line[0], line[1]);
      if (!parts) return false;
      parts.sort((a, b) => Math.min(...a.map(r => r[wide ? 0 : 1])) - Math.min(...b.map(r => r[wide ? 0 : 1])));
      rings.push(...parts);
    }
    return this.replace(cell, rings);
  }
  replace(cell, rings) {
    const taken = new Set(this.cells.map(other => other.code));
    const share = Math.floor(cell.workplaces / rings.length);
    const parts = rings.map(ring => this.fresh(ring, { code: cell.code, kind: cell.kind, noise: cell.noise, window: cell.window, workplaces: share }, taken));
    this.set([...this.cells.filter(other => other.key !== cell.key), ...parts], parts.map(part => part.key), 'split');
    return true;
  }

  /** The walls of a cell, each with the cells that share it. */
  walls(cell) {
    return cell.outline.map((from, i) => {
      const to = cell.outline[(i + 1) % cell.outline.length];
      const others = this.cells.filter(other => other.key !== cell.key && other.outline.some((c, j) => common(from, to, c, other.outline[(j + 1) % other.outline.length])));
      return { index: i, from, to, others };
    });
  }

  /** Moves one wall of the chosen cell across itself by `d` millimetres, outwards above zero; cells that share the wall follow it. */
  moveWall(index, d, may = () => true) {
    const cell = this.chosen[0];
    if (!cell || d === 0) return false;
    const a = cell.outline[index], b = cell.outline[(index + 1) % cell.outline.length];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const shift = [Math.round((b[1] - a[1]) / length * d), Math.round(-(b[0] - a[0]) / length * d)];
    const onWall = p => (b[0] - a[0]) * (p[1] - a[1]) === (b[1] - a[1]) * (p[0] - a[0])
      && Math.min(a[0], b[0]) <= p[0] && p[0] <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= p[1] && p[1] <= Math.max(a[1], b[1]);
    const follows = other => other.key === cell.key || other.outline.some((c, j) => common(a, b, c, other.outline[(j + 1) % other.outline.length]));
    if (!may(this.cells.filter(follows))) return false;
    const moved = this.cells.map(other => !follows(other) ? other
      : { ...other, outline: tidy(other.outline.map(p => onWall(p) ? [p[0] + shift[0], p[1] + shift[1]] : p)) });
    this.set(moved, this.state.chosen, 'wall');
    return true;
  }

  /**
   * Others changed the level meanwhile, and these are its cells now: theirs where only they changed one, mine where I did. Earlier states
   * would bring back what is gone, so they are forgotten.
   */
  rebase(cells) {
    const told = ({ key, held, ...facts }) => JSON.stringify(facts);
    const before = new Map(JSON.parse(this.original).map(cell => [cell.id, cell]));
    const changed = cell => told(cell) !== told(before.get(cell.id));
    const there = new Set(cells.map(cell => cell.id));
    const kept = cells.flatMap(cell => {
      const mine = this.cells.find(other => other.id === cell.id);
      if (!before.has(cell.id)) return [cell];
      if (!mine) return changed(cell) ? [cell] : [];
      return [changed(mine) ? { ...mine, held: cell.held } : cell];
    });
    const added = this.cells.filter(cell => !cell.id || (!there.has(cell.id) && changed(cell)))
      .map(cell => cell.id ? { ...cell, id: null, key: this.freshKey() } : cell);
    this.original = JSON.stringify(cells);
    this.past = [];
    this.future = [];
    this.state = { cells: [...kept, ...added], chosen: [] };
    this.tell('cells');
  }

  change(facts) {
    const keys = new Set(this.state.chosen);
    this.set(this.cells.map(cell => keys.has(cell.key) ? { ...cell, ...facts } : cell), this.state.chosen, 'facts');
  }

  /** What is wrong with the drawing as it stands: [{ key, code, problem, other }]. */
  faults() {
    const faults = [];
    const codes = new Map();
    this.cells.forEach((cell, i) => {
      if (cell.code === '' || codes.has(cell.code)) faults.push({ cell, problem: 'code' });
      codes.set(cell.code, cell);
      if (crossesItself(cell.outline)) { faults.push({ cell, problem: 'crossing' }); return; }
      if ([cell.capacity ?? 0, cell.workplaces].some(number => typeof number !== 'number')) faults.push({ cell, problem: 'number' });
      if (area(cell.outline) < 0.5) faults.push({ cell, problem: 'small' });
      if (!within(cell.outline, this.outline)) faults.push({ cell, problem: 'outside' });
      for (let j = i + 1; j < this.cells.length; j++) {
        if (overlap(cell.outline, this.cells[j].outline)) faults.push({ cell, problem: 'overlap', other: this.cells[j] });
      }
    });
    return faults;
  }

  neighbours(cell, wall) { return this.cells.filter(other => other.key !== cell.key && sharedWall(cell.outline, other.outline) >= wall); }

  /** As the server takes it. */
  written() {
    return this.cells.map(({ id, code, name, kind, noise, window, capacity, workplaces, outline }) =>
      ({ id, code, name, kind, noise, window, capacity, workplaces, outline: outline.map(p => p.join(',')).join(' ') }));
  }
}
