// Plane geometry of the plan editor: points are [x, y] in whole millimetres, y down; a ring does not repeat its first point.

export const area2 = ring => ring.reduce((sum, [x, y], i) => {
  const [nx, ny] = ring[(i + 1) % ring.length];
  return sum + x * ny - nx * y;
}, 0);

/** Square metres, to two decimals. */
export const area = ring => Math.round(Math.abs(area2(ring)) / 20000) / 100;

export const bounds = rings => {
  const xs = rings.flat().map(p => p[0]);
  const ys = rings.flat().map(p => p[1]);
  return { x: Math.min(...xs), y: Math.min(...ys), width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) };
};

export const centre = ring => {
  const doubled = area2(ring);
  if (doubled === 0) return ring[0];
  let x = 0, y = 0;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length];
    const cross = ax * by - bx * ay;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  });
  return [Math.round(x / (3 * doubled)), Math.round(y / (3 * doubled))];
};

/** Clockwise as drawn, without repeated or needless points. */
export function tidy(ring) {
  let points = ring.filter((p, i) => { const q = ring[(i + 1) % ring.length]; return p[0] !== q[0] || p[1] !== q[1]; });
  let removed = true;
  while (removed && points.length > 3) {
    removed = false;
    for (let i = 0; i < points.length; i++) {
      const a = points[(i + points.length - 1) % points.length], b = points[i], c = points[(i + 1) % points.length];
      if (side(a, b, c) === 0) { points.splice(i, 1); removed = true; break; }
    }
  }
  if (area2(points) < 0) points.reverse();
  return points;
}

/** Above 0 when c lies clockwise (as drawn) of the line a→b. */
export const side = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

const onSegment = (a, b, p) => side(a, b, p) === 0
  && Math.min(a[0], b[0]) <= p[0] && p[0] <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= p[1] && p[1] <= Math.max(a[1], b[1]);

const cross = (a, b, c, d) => Math.sign(side(a, b, c)) * Math.sign(side(a, b, d)) < 0 && Math.sign(side(c, d, a)) * Math.sign(side(c, d, b)) < 0;

/** 1 inside, 0 on the border, -1 outside. */
export function where(ring, p) {
  let inside = false;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i], b = ring[(i + 1) % ring.length];
    if (onSegment(a, b, p)) return 0;
    if ((a[1] > p[1]) !== (b[1] > p[1]) && p[0] < (b[0] - a[0]) * (p[1] - a[1]) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside ? 1 : -1;
}

export function crossesItself(ring) {
  for (let i = 0; i < ring.length; i++) {
    for (let j = i + 1; j < ring.length; j++) {
      const a = ring[i], b = ring[(i + 1) % ring.length], c = ring[j], d = ring[(j + 1) % ring.length];
      if (cross(a, b, c, d)) return true;
      const neighbours = j === i + 1 || (i === 0 && j === ring.length - 1);
      if (!neighbours && (onSegment(a, b, c) || onSegment(c, d, a))) return true;
    }
  }
  return false;
}

/** Whether the insides of two rings have a point in common; walls that touch do not overlap. */
export function overlap(left, right) {
  const l = bounds([left]), r = bounds([right]);
  if (l.x >= r.x + r.width || r.x >= l.x + l.width || l.y >= r.y + r.height || r.y >= l.y + l.height) return false;
  for (let i = 0; i < left.length; i++) {
    for (let j = 0; j < right.length; j++) {
      if (cross(left[i], left[(i + 1) % left.length], right[j], right[(j + 1) % right.length])) return true;
    }
  }
  return probes(left).some(p => where(right, p) > 0 && where(left, p) >= 0) || probes(right).some(p => where(left, p) > 0 && where(right, p) >= 0)
    || (where(right, inner(left)) > 0) || (where(left, inner(right)) > 0);
}

const probes = ring => ring.flatMap((p, i) => { const q = ring[(i + 1) % ring.length]; return [p, [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2]]; });

/** A point surely inside: the middle of an ear. */
function inner(ring) {
  const c = centre(ring);
  if (where(ring, c) > 0) return c;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i], b = ring[(i + 1) % ring.length], d = ring[(i + 2) % ring.length];
    const p = [(a[0] + b[0] + d[0]) / 3, (a[1] + b[1] + d[1]) / 3];
    if (where(ring, p) > 0) return p;
  }
  return c;
}

/** Whether all of `ring` lies in `outer`. */
export const within = (ring, outer) => probes(ring).every(p => where(outer, p) >= 0)
  && !ring.some((a, i) => outer.some((c, j) => cross(a, ring[(i + 1) % ring.length], c, outer[(j + 1) % outer.length])));

/** Millimetres of common wall. */
export function sharedWall(left, right) {
  let total = 0;
  left.forEach((a, i) => right.forEach((c, j) => { total += common(a, left[(i + 1) % left.length], c, right[(j + 1) % right.length])?.length ?? 0; }));
  return Math.round(total);
}

/** The stretch two edges have in common, or null. */
export function common(a, b, c, d) {
  if (side(a, b, c) !== 0 || side(a, b, d) !== 0) return null;
  const axis = Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]) ? 0 : 1;
  const [low, high] = [a, b].sort((p, q) => p[axis] - q[axis]);
  const [low2, high2] = [c, d].sort((p, q) => p[axis] - q[axis]);
  const from = low[axis] >= low2[axis] ? low : low2;
  const to = high[axis] <= high2[axis] ? high : high2;
  if (from[axis] >= to[axis]) return null;
  return { from, to, length: Math.hypot(to[0] - from[0], to[1] - from[1]) };
}

/** The two rings a straight line through p and q cuts a ring into; null unless the line crosses its border exactly twice. */
export function cut(ring, p, q) {
  const points = [];
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length];
    const s = side(p, q, a), t = side(p, q, b);
    points.push({ point: a, hit: s === 0 });
    if (s * t < 0) {
      const k = s / (s - t);
      points.push({ point: [Math.round(a[0] + k * (b[0] - a[0])), Math.round(a[1] + k * (b[1] - a[1]))], hit: true });
    }
  });
  const hits = points.map((entry, i) => entry.hit ? i : -1).filter(i => i >= 0);
  if (hits.length !== 2) return null;
  const [first, second] = hits;
  const one = points.slice(first, second + 1).map(e => e.point);
  const other = [...points.slice(second), ...points.slice(0, first + 1)].map(e => e.point);
  const rings = [one, other].map(tidy);
  return rings.every(r => r.length >= 3 && area2(r) > 0) ? rings : null;
}

/** One ring around rings that share walls; null when they do not touch, or leave a hole. */
export function merge(rings) {
  // Edges are cut where another ring has a corner on them, so that shared walls cancel out exactly.
  const corners = rings.flat();
  const edges = new Map();
  for (const ring of rings) {
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length];
      const stops = [a, ...corners.filter(p => onSegment(a, b, p)), b]
        .sort((p, q) => Math.hypot(p[0] - a[0], p[1] - a[1]) - Math.hypot(q[0] - a[0], q[1] - a[1]))
        .filter((p, k, all) => k === 0 || p[0] !== all[k - 1][0] || p[1] !== all[k - 1][1]);
      for (let k = 0; k + 1 < stops.length; k++) {
        const back = `${stops[k + 1]}|${stops[k]}`;
        if (edges.has(back)) edges.delete(back); else edges.set(`${stops[k]}|${stops[k + 1]}`, [stops[k], stops[k + 1]]);
      }
    });
  }
  const next = new Map();
  for (const [from, to] of edges.values()) {
    if (next.has(String(from))) return null;
    next.set(String(from), to);
  }
  const start = edges.values().next().value?.[0];
  if (!start) return null;
  const ring = [start];
  let at = next.get(String(start));
  while (at && String(at) !== String(start) && ring.length <= edges.size) { ring.push(at); at = next.get(String(at)); }
  return ring.length === edges.size ? tidy(ring) : null;
}

/** Rings of modules along a straight corridor from p to q: on one or both sides of an aisle. */
export function corridor(p, q, { width, depth, aisle, sides, limit }) {
  const along = Math.hypot(q[0] - p[0], q[1] - p[1]);
  const count = Math.min(limit, Math.floor(along / width + 0.0001));
  if (count < 1) return { modules: [], aisle: null };
  const u = [(q[0] - p[0]) / along, (q[1] - p[1]) / along];
  const n = [-u[1], u[0]];
  const at = (s, t) => [Math.round(p[0] + u[0] * s + n[0] * t), Math.round(p[1] + u[1] * s + n[1] * t)];
  const box = (s0, s1, t0, t1) => tidy([at(s0, t0), at(s1, t0), at(s1, t1), at(s0, t1)]);
  const modules = [];
  if (sides !== 'right') for (let i = 0; i < count; i++) modules.push(box(i * width, (i + 1) * width, -aisle / 2 - depth, -aisle / 2));
  if (sides !== 'left') for (let i = 0; i < count; i++) modules.push(box(i * width, (i + 1) * width, aisle / 2, aisle / 2 + depth));
  return { modules, aisle: aisle > 0 ? box(0, count * width, -aisle / 2, aisle / 2) : null };
}
