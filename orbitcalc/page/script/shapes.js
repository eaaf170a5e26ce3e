// The geometry of the drawings, from numbers of the model: a satellite, a fleet, an orbit, a campaign.

/** Rectangles of a satellite in metres about its body: two wings of array, the radiator across them. */
function satelliteShape(array, radiator, body) {
  const side = Math.max(Math.cbrt(body) || 1, 1), wing = Math.sqrt(array / 2 / 4), panel = Math.sqrt(radiator / 2 / 2.5);
  const parts = [];
  if (array > 0) for (const sign of [-1, 1]) parts.push(["array", sign < 0 ? -side / 2 - 4 * wing : side / 2, -wing / 2, 4 * wing, wing]);
  if (radiator > 0) for (const sign of [-1, 1]) parts.push(["radiator", -panel / 2, sign < 0 ? -side / 2 - 2.5 * panel : side / 2, panel, 2.5 * panel]);
  parts.push(["body", -side / 2, -side / 2, side, side]);
  return { parts, width: side + (array > 0 ? 8 * wing : 0), height: side + (radiator > 0 ? 5 * panel : 0) };
}

/** Dots at most in the picture of a fleet. */
const DOTS = 700;

/** A fleet as dots of so many satellites: those in place, and those launched besides. */
function fleetShape(fleet, launched) {
  const all = Math.max(fleet, launched > 0 ? launched : 0), size = 10 ** Math.max(0, Math.floor(Math.log10(all / DOTS)));
  const each = all <= DOTS ? 1 : [1, 2, 5, 10, 20].map(step => step * size).find(step => all / step <= DOTS);
  const standing = Math.max(1, Math.round(fleet / each));
  return { each, standing, besides: Math.max(0, Math.round(all / each) - standing) };
}

/** Points of an orbit. */
const TURN = 180;

/** Where the eye is: turned about the planet's axis, and above the plane of the Sun. */
const EYE = { around: -38 * Math.PI / 180, above: 14 * Math.PI / 180 };

/** Right, down and away from the eye for a point; sunlight comes along the first axis. */
function seen([x, y, z]) {
  const { around: a, above: e } = EYE;
  return [x * Math.cos(a) + y * Math.sin(a), x * Math.sin(a) * Math.sin(e) - y * Math.cos(a) * Math.sin(e) - z * Math.cos(e),
    -x * Math.sin(a) * Math.cos(e) + y * Math.cos(a) * Math.cos(e) - z * Math.sin(e)];
}

/** A circular orbit at a height over a planet, tilted so that a share of it lies in the planet's shadow, as seen points. */
function orbitShape(radius, height, shadow) {
  const far = radius + height, least = Math.sqrt(height * (height + 2 * radius)) / far;
  const cosine = shadow > 0 ? Math.min(1, least / Math.max(1e-9, Math.cos(Math.PI * Math.min(shadow, 0.4999)))) : least / 2;
  const sine = Math.sqrt(1 - cosine * cosine), points = [];
  for (let i = 0; i < TURN; i++) {
    const angle = 2 * Math.PI * (i + 0.5) / TURN, place = [far * cosine * Math.cos(angle), far * Math.sin(angle), far * sine * Math.cos(angle)];
    const [x, y, away] = seen(place), dark = place[0] > 0 && Math.hypot(place[1], place[2]) < radius;
    points.push({ x, y, dark, hidden: away > 0 && Math.hypot(x, y) < radius });
  }
  return { points, axis: seen([1, 0, 0]) };
}

/** Years that a campaign is drawn for at most. */
const LONGEST = 30;

/** A campaign as years from the first launch: the years drawn, both powers over the target, the deadline and the date. */
function campaignShape(power, ground, target, deadline, full) {
  const reached = isFinite(full) ? full : LONGEST, years = Math.min(LONGEST, power.length, Math.ceil(Math.max(deadline, reached) + 2));
  const over = series => Array.from(series).slice(0, years).map(value => value / target);
  return { years, power: over(power), ground: over(ground), top: Math.max(1, ...over(power)) * 1.12, deadline, full };
}
