// Runs the pre-paint script's own functions over GrowthBook's published cases: arguments are the script and the cases.
// Prints a line per case, "hash <version> <expected> <hash>", "arm <case> <expected> <arm>" and so on, for the test to compare.
import {readFileSync} from 'node:fs';
import vm from 'node:vm';

const source = readFileSync(process.argv[2], 'utf8');
const cases = JSON.parse(readFileSync(process.argv[3], 'utf8'));

// The functions as they stand in the page, taken out of its block.
const context = vm.createContext({
  document: {cookie: 'se_bucket=1', currentScript: {dataset: {siteEdge: '[]'}}},
  location: {protocol: 'http:'},
});
// The page's words are one letter each.
const [, next, choice, shares, , coverage] = /let (\w)=0;const \w=((\w)\.findIndex\((\w)=>.*?\+(\w)\*\4.*?,0\)\))/.exec(source);
vm.runInContext(
  source.replace('siteEdgeShow', `globalThis.hash = h; globalThis.choose = (${shares}, ${coverage}, n) => {let ${next} = 0; return ${choice};}; siteEdgeShow`),
  context);
// In the page text is in UTF-8, a character per byte.
const bytes = text => Buffer.from(text, 'utf8').toString('latin1');

for (const [seed, value, version, expected] of cases.hash) {
  const twice = context.hash(String(context.hash(bytes(seed + value)))) % 1e4 / 1e4;
  const once = context.hash(bytes(value + seed)) % 1e3 / 1e3;
  if (version === 1 || version === 2) console.log('hash', version, expected, version === 2 ? twice : once);
}
for (const [name, [variants, coverage, weights], ranges] of cases.getBucketRange) {
  const sum = (weights || []).reduce((a, b) => a + b, 0);
  const shares = weights && weights.length === variants && Math.abs(sum - 1) < 0.01 ? weights : Array(variants).fill(1 / variants);
  const part = Math.min(1, Math.max(0, coverage));
  for (let n = 0; n < 1; n += 0.0007) {
    const expected = ranges.findIndex(([from, to]) => n >= from && n < to);
    console.log('arm', name.replaceAll(' ', '_'), expected, context.choose(shares, part, n));
  }
}
for (const [name, n, ranges, expected] of cases.chooseVariation) {
  // A range starts where the shares before it end, and is as wide as its share times the coverage.
  const shares = ranges.map(([from], arm) => (ranges[arm + 1]?.[0] ?? 1) - from);
  const part = (ranges[0][1] - ranges[0][0]) / shares[0];
  console.log('choice', name.replaceAll(' ', '_'), expected, context.choose(shares, part, n));
}
for (const [name, id, [namespace, from, to], expected] of cases.inNamespace) {
  const n = context.hash(bytes(`${id}__${namespace}`)) % 1e3 / 1e3;
  console.log('namespace', name.replaceAll(' ', '_'), expected, n >= from && n < to);
}
// What a definition of ours can't say, as in BucketingTest of the runtime.
const outside = ['condition', 'force', 'filters', 'ranges', 'parentConditions', 'active', 'hashAttribute'];
for (const [name, {attributes, ...more}, experiment, value, inExperiment] of cases.run) {
  const {variations = [], weights, coverage = 1, namespace, hashVersion, key} = experiment, id = attributes?.id;
  if (!id || Object.keys(more).length || variations.length < 2 || outside.some(word => word in experiment)) continue;
  const seed = experiment.seed ?? key, unit = bytes(String(id)), sum = (weights || []).reduce((a, b) => a + b, 0);
  const shares = weights?.length === variations.length && Math.abs(sum - 1) < 0.01 ? weights : variations.map(() => 1 / variations.length);
  const n = hashVersion === 2 ? context.hash(String(context.hash(bytes(seed) + unit))) % 1e4 / 1e4 : context.hash(unit + bytes(seed)) % 1e3 / 1e3;
  const group = namespace && context.hash(`${unit}__${namespace[0]}`) % 1e3 / 1e3;
  const arm = namespace && (group < namespace[1] || group >= namespace[2]) ? -1 : context.choose(shares, Math.min(1, Math.max(0, coverage)), n);
  const text = (inside, shown) => (inside ? JSON.stringify(shown) : 'out').replaceAll(' ', '_');
  console.log('run', name.replaceAll(' ', '_'), text(inExperiment, value), text(arm >= 0, variations[arm]));
}
