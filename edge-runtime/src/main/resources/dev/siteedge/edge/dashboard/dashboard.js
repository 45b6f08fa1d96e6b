// The dashboard: asks the HTTP API like any other client, every five seconds while the tab is visible.
// Everything that comes from outside is written as text, never as markup.
/* global uPlot */

const REFRESH_MS = 5000;
// The range, its name, and the width of a bucket that makes a readable line of it.
const RANGES = [['30m', '30 min', 'minute'], ['24h', '24 h', 'hour'], ['7d', '7 days', 'hour'], ['30d', '30 days', 'day'], ['365d', '1 year', 'day']];
const SERIES = { pageviews: 'Pageviews', sessions: 'Sessions', events: 'Events' };
const TILES = [['visitors', 'Visitors'], ['sessions', 'Sessions'], ['pageviews', 'Pageviews'], ['events', 'Events']];
const TABLES = [
  ['event:page', 'Pages', 'pageviews', 'Views'], ['visit:entry_page', 'Entry pages', 'pageviews', 'Views'],
  ['visit:exit_page', 'Exit pages', 'pageviews', 'Views'], ['visit:source', 'Sources', 'pageviews', 'Views'],
  ['visit:country', 'Countries', 'pageviews', 'Views'], ['visit:device', 'Devices', 'pageviews', 'Views'],
  ['visit:browser', 'Browsers', 'pageviews', 'Views'], ['event:name', 'Events', 'events', 'Events'],
];
const NOTHING = {
  'visit:source': 'Direct / none', 'visit:country': 'Unknown', 'visit:device': 'Unknown', 'visit:browser': 'Unknown',
};
const VERDICTS = {
  no_data: ['Waiting for visitors', ''], not_enough_data: ['Too early', ''], no_comparison: ['Too early', ''],
  inconclusive: ['No clear difference', ''], winner: ['Winner', 'good'], control_wins: ['Control is better', 'bad'],
  sample_ratio_mismatch: ['Do not trust', 'bad'],
};

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
const whole = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const $ = (id) => document.getElementById(id);

const address = new URLSearchParams(location.search);
const state = {
  site: address.get('site') || '', range: RANGES.some(([r]) => r === address.get('range')) ? address.get('range') : '24h',
  series: 'pageviews', filters: [], goals: {}, previous: null, previousKey: '', metrics: null, chart: null, chartKey: '',
  round: 0, timer: 0, updated: 0, stream: null, streamSite: '',
};

/** An element; children are text or elements. */
function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value; else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

class Refused extends Error {}

function authorization() {
  const token = sessionStorage.getItem('site-edge-token');
  return token ? { Authorization: `Bearer ${token}` } : {};
}

async function ask(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, v]) => v !== '' && v !== undefined));
  const answer = await fetch(`api/${path}?${query}`, { headers: authorization() });
  if (answer.status === 401 || answer.status === 403) throw new Refused();
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.message || `The server answered ${answer.status}.`);
  return body;
}

const escaped = (value) => value.replaceAll('|', '\\|');
const filterText = () => state.filters.map(([property, value]) => `${property}==${escaped(value)}`).join(';');
const question = () => ({
  site: state.site, range: state.range, granularity: RANGES.find(([range]) => range === state.range)[2], timezone: zone, filters: filterText(),
});

async function refresh() {
  clearTimeout(state.timer);
  const round = ++state.round;
  try {
    if (!$('site').options.length) await loadSites();
    const asked = question();
    const metricsAnswer = ask('metrics', asked);
    const [metrics, previous, experiments, ...tops] = await Promise.all([
      metricsAnswer, before(asked, metricsAnswer), results(),
      ...TABLES.map(([property]) => ask('top', { ...asked, property, limit: 8 })),
    ]);
    if (round !== state.round) return;
    state.metrics = metrics;
    state.previous = previous;
    state.updated = Date.now();
    show(tops, experiments);
    live(true, 'Live');
    if (!state.stream || state.streamSite !== state.site) follow(state.site);
  } catch (error) {
    if (round !== state.round) return;
    if (error instanceof Refused) return needToken();
    live(false, 'Not updating');
    notice(error instanceof TypeError ? 'The server can’t be reached. Trying again every five seconds.' : error.message);
  }
  state.timer = setTimeout(() => document.hidden || refresh(), REFRESH_MS);
}

/** Shows who is there now, as the server tells it; by fetch, because an EventSource can't send a token. */
async function follow(site) {
  state.stream?.abort();
  const stream = new AbortController();
  Object.assign(state, { stream, streamSite: site });
  try {
    const answer = await fetch(`api/realtime?${new URLSearchParams({ site })}`, { headers: authorization(), signal: stream.signal });
    if (answer.ok) await eachEvent(answer.body.pipeThrough(new TextDecoderStream()).getReader(), showNow);
  } catch {
    // The page was hidden, or the server is away; the next refresh says so, and follows again.
  }
  if (state.stream === stream) {
    state.stream = null;
    $('now').hidden = true;
  }
}

async function eachEvent(reader, take) {
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const events = (text + part.value).split('\n\n');
    text = events.pop();
    if (events.length) take(JSON.parse(events.pop().slice('data: '.length)));
  }
}

function showNow({ visitors }) {
  $('now').hidden = false;
  $('now').textContent = `${whole.format(visitors)} ${visitors === 1 ? 'visitor' : 'visitors'} now`;
}

async function loadSites() {
  const { sites } = await ask('sites');
  if (!sites.includes(state.site)) state.site = sites.includes(location.hostname) ? location.hostname : sites[0] || '';
  $('site').hidden = sites.length === 0;
  $('site').replaceChildren(...sites.map((site) => h('option', { value: site, selected: site === state.site }, site)));
}

/** The summary of the stretch of the same length before, asked once a minute at most. */
async function before(asked, metricsAnswer) {
  const key = JSON.stringify([asked, Math.floor(Date.now() / 60000)]);
  const metrics = await metricsAnswer;
  if (key === state.previousKey) return state.previous;
  const from = Date.parse(metrics.from);
  const earlier = new Date(2 * from - Date.parse(metrics.to)).toISOString();
  const { summary } = await ask('metrics', {
    ...asked, range: '', granularity: 'day', from: earlier, to: new Date(from).toISOString(),
  });
  state.previousKey = key;
  return summary;
}

async function results() {
  const { experiments } = await ask('experiments');
  return Promise.all(experiments.filter((e) => e.status !== 'draft').map(async (definition) => ({
    definition, results: await ask(`experiments/${definition.id}/results`, { goal: state.goals[definition.id] }),
  })));
}

function show(tops, experiments) {
  const { metrics } = state;
  $('token-form').hidden = true;
  $('content').hidden = false;
  notice(metrics.complete ? '' : `Part of the history can’t be read right now, so these numbers are too low: ${(metrics.missing || []).join(', ')}`);
  const none = metrics.summary.events === 0 && metrics.summary.pageviews === 0;
  const empty = none && state.filters.length === 0;
  $('empty').hidden = !empty;
  $('tables').hidden = empty;
  $('curl').textContent = `curl -X POST ${location.origin}/api/event -H 'Content-Type: application/json' -d '{"site":"${metrics.site}","type":"pageview","path":"/hello"}'`;
  showTiles();
  showChart();
  showTables(tops);
  showExperiments(experiments);
  showChips();
}

function showTiles() {
  const { summary, visits } = state.metrics;
  keepFocus($('tiles'), [...TILES.map(([key, name]) => {
    const inner = [h('span', { className: 'name' }, name), h('span', { className: 'value', title: whole.format(summary[key]) },
      summary[key] < 100000 ? whole.format(summary[key]) : short.format(summary[key])), change(summary[key], state.previous?.[key])];
    if (!SERIES[key]) return h('div', { className: 'tile' }, ...inner);
    return h('button', { className: 'tile', type: 'button', id: `tile-${key}`, 'aria-pressed': String(state.series === key),
      onclick: () => { state.series = key; showTiles(); showChart(); } }, ...inner);
  }), figure('Bounce rate', visits.bounceRate === null ? '–' : `${Math.round(visits.bounceRate * 100)} %`, 'sessions of a single event'),
  figure('Visit duration', visits.durationSeconds === null ? '–' : duration(visits.durationSeconds), 'from the first event to the last')]);
}

function figure(name, value, note) {
  return h('div', { className: 'tile' }, h('span', { className: 'name' }, name), h('span', { className: 'value' }, value),
    h('span', { className: 'change' }, note));
}

const duration = (seconds) => (seconds < 60 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} m ${Math.round(seconds % 60)} s`);

function change(now, then) {
  if (!then) return h('span', { className: 'change' }, then === 0 ? 'nothing in the range before' : ' ');
  const percent = Math.round((now / then - 1) * 100);
  const [kind, sign] = percent > 0 ? ['up', '▲'] : percent < 0 ? ['down', '▼'] : ['', '='];
  return h('span', { className: `change ${kind}` }, `${sign} ${whole.format(Math.abs(percent))} % vs. the range before`);
}

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function showChart() {
  const { metrics, series } = state;
  const points = metrics[series];
  const data = [points.map((p) => Date.parse(p.time) / 1000), points.map((p) => p.count)];
  const title = `${SERIES[series]} per ${metrics.granularity}`;
  $('chart-title').textContent = title;
  const highest = Math.max(0, ...data[1]);
  $('chart').setAttribute('aria-label', `${title}: ${metrics.summary[series]} in all, at most ${highest} in one ${metrics.granularity}.`);
  const key = `${title} ${points.length < 3}`;
  if (state.chart && state.chartKey === key) return state.chart.setData(data);
  state.chart?.destroy();
  state.chartKey = key;
  const axis = { stroke: css('--soft'), grid: { stroke: css('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
  state.chart = new uPlot({
    ...chartSize(), legend: { show: false }, padding: [8, 24, 0, 0],
    scales: { y: { range: (u, low, high) => [0, Math.max(4, high * 1.12)] } },
    axes: [{ ...axis, grid: { show: false }, space: 72, size: 32, values: (u, times) => times.map(tick) },
      { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7], values: (u, values) => values.map((v) => short.format(v)) }],
    series: [{}, { label: SERIES[series], stroke: css('--accent'), width: 2, fill: css('--fill'), points: { show: points.length < 3 } }],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
    hooks: { setCursor: [(u) => readout(u)] },
  }, data, $('chart'));
}

function readout(chart) {
  const { idx } = chart.cursor;
  const count = idx === null || idx === undefined ? undefined : chart.data[1][idx];
  $('readout').textContent = count === undefined ? '' : `${moment(chart.data[0][idx])} · ${whole.format(count)}`;
}

/** A time below the chart: the day at midnight and for days, the hour else. */
function tick(seconds) {
  const time = new Date(seconds * 1000);
  const midnight = time.getHours() === 0 && time.getMinutes() === 0;
  return midnight || state.metrics.granularity === 'day'
    ? time.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
    : time.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

function moment(seconds) {
  const day = state.metrics.granularity === 'day';
  return new Date(seconds * 1000).toLocaleString('en-GB', day
    ? { weekday: 'short', day: 'numeric', month: 'short' } : { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

const chartSize = () => ({ width: $('chart').clientWidth, height: $('chart').clientHeight });

function showTables(tops) {
  keepFocus($('tables'), TABLES.map(([property, title, minor, minorTitle], index) => {
    const rows = tops[index].results;
    const most = Math.max(1, ...rows.map((row) => row.visitors));
    return h('section', { className: 'panel' }, h('h2', { className: 'hidden' }, title),
      h('p', { className: 'cols' }, h('span', {}, h('strong', {}, title)), h('span', {}, 'Visitors'), h('span', {}, minorTitle)),
      rows.length
        ? h('ol', { className: 'list' }, ...rows.map((row) => tableRow(property, row, row.visitors / most, minor)))
        : h('p', { className: 'none' }, 'Nothing yet'));
  }));
}

function tableRow(property, row, share, minor) {
  const name = label(property, row.value);
  const button = h('button', { className: 'row', type: 'button', id: `row-${property}-${row.value}`, title: `Show only ${name}`,
    onclick: () => filter(property, row.value) }, h('span', { className: 'text' }, name));
  button.style.setProperty('--share', `${Math.round(share * 100)}%`);
  button.disabled = row.value === '' || property === 'visit:exit_page';
  return h('li', {}, button, h('span', { className: 'n' }, whole.format(row.visitors)), h('span', { className: 'n minor' }, whole.format(row[minor])));
}

function label(property, value) {
  if (value === '') return NOTHING[property] || '(none)';
  if (property !== 'visit:country' || !/^[A-Z]{2}$/.test(value)) return value;
  try {
    return new Intl.DisplayNames(['en'], { type: 'region' }).of(value);
  } catch {
    return value;
  }
}

function filter(property, value) {
  state.filters = [...state.filters.filter(([p]) => p !== property), [property, value]];
  refresh();
}

function showChips() {
  keepFocus($('chips'), state.filters.map(([property, value]) => h('li', {}, h('button', { type: 'button', id: `chip-${property}`,
    onclick: () => { state.filters = state.filters.filter(([p]) => p !== property); refresh(); } },
  `${property.split(':')[1]} is ${label(property, value)}  ✕`))));
}

function showExperiments(experiments) {
  keepFocus($('experiments'), experiments.map(({ definition, results }) => {
    const [title, kind] = VERDICTS[results.verdict.code] || [results.verdict.code, ''];
    return h('article', { className: 'panel experiment' },
      h('div', { className: 'head' }, h('h2', {}, definition.name || definition.id),
        h('span', { className: `pill ${definition.active ? 'running' : ''}` }, standing(definition)),
        goalPicker(definition, results)),
      h('p', { className: `verdict ${kind}` }, h('strong', {}, `${title}.`), results.verdict.reason),
      h('div', { className: 'scroll' }, variantTable(results)),
      h('p', { className: 'small' }, split(results.srm), ` Counted per ${results.unit === 'user' ? 'user' : 'visitor and day'}, phase ${results.phase}.`));
  }));
}

function standing({ active, status, winner }) {
  if (active) return 'running';
  if (status === 'running') return 'outside its schedule';
  return winner ? `stopped · ${winner} for all` : status;
}

function goalPicker(definition, results) {
  const goals = definition.goals ? [definition.goals].flat() : [];
  if (!goals.length) return '';
  const open = () => { select.dataset.open = 'yes'; };
  const chosen = () => { delete select.dataset.open; state.goals[definition.id] = select.value; refresh(); };
  const select = h('select', { id: `goal-${definition.id}`, onmousedown: open, onkeydown: open, onchange: chosen },
    ...goals.map((goal) => h('option', { value: goal, selected: goal === results.goal }, goal)));
  return h('label', {}, 'Goal ', select);
}

function variantTable({ variants }) {
  const all = Object.entries(variants);
  const scale = Math.max(0.001, ...all.map(([, v]) => v.interval?.[1] || 0)) * 1.05;
  const heads = ['Variant', 'Exposures', 'Conversions', 'Rate', '95 % interval', 'Lift', 'p, one look', 'p, any time', 'Chance to win'];
  return h('table', {}, h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, ...all.map(([name, v]) => h('tr', {}, h('th', { scope: 'row' }, name),
      ...[whole.format(v.exposures), whole.format(v.conversions), percent(v.rate), interval(v.interval, v.rate, scale),
        v.lift === null ? '–' : `${v.lift > 0 ? '+' : ''}${percent(v.lift, 1)}`, chance(v.pValue), chance(v.pAlwaysValid), percent(v.chanceToWin, 1)]
        .map((cell) => h('td', {}, cell))))));
}

const percent = (number, digits = 2) => (number === null ? '–' : `${(number * 100).toFixed(digits)} %`);
const chance = (p) => (p === null ? '–' : p < 0.0001 ? '< 0.0001' : p.toFixed(4));

function split({ p, ok }) {
  if (p === null) return 'Nobody was split yet.';
  return ok ? `The split is as it should be (p = ${chance(p)}).` : `The split is off (p = ${chance(p)}): find out why before reading on.`;
}

/** The interval as a bar on one scale for all variants, with its numbers as text for those who can't see it. */
function interval(bounds, rate, scale) {
  if (!bounds) return '–';
  const [low, high] = bounds;
  const draw = (name, attributes) => {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.entries(attributes).forEach(([key, value]) => shape.setAttribute(key, value));
    return shape;
  };
  const x = (value) => 4 + (value / scale) * 152;
  const text = `${percent(low)} to ${percent(high)}`;
  const svg = draw('svg', { class: 'span', viewBox: '0 0 160 14', role: 'img', 'aria-label': text });
  const title = draw('title', {});
  title.textContent = text;
  svg.append(title, draw('line', { class: 'axis', x1: 4, x2: 156, y1: 7, y2: 7 }),
    draw('line', { x1: x(low), x2: x(high), y1: 7, y2: 7 }), draw('circle', { cx: x(rate), cy: 7, r: 4 }));
  return svg;
}

/** Replaces an element's children; whoever stands on one of them with the keyboard stays there, and no open list is closed. */
function keepFocus(parent, children) {
  const { activeElement } = document;
  if (parent.contains(activeElement) && activeElement.dataset.open) return;
  const id = parent.contains(activeElement) && activeElement.id;
  parent.replaceChildren(...children);
  if (id) $(id)?.focus({ preventScroll: true });
}

function notice(text) {
  $('notice').hidden = !text;
  if ($('notice').textContent !== text) $('notice').textContent = text;
}

function live(on, text) {
  $('live').classList.toggle('off', !on);
  if ($('live-text').textContent !== text) $('live-text').textContent = text;
  $('live').title = on ? `Last updated ${new Date(state.updated).toLocaleTimeString()}` : '';
}

function needToken() {
  $('token-wrong').hidden = !sessionStorage.getItem('site-edge-token');
  sessionStorage.removeItem('site-edge-token');
  $('content').hidden = true;
  $('token-form').hidden = false;
  notice('');
  live(false, 'Token needed');
  $('token').focus();
}

function showRanges() {
  $('ranges').querySelectorAll('button').forEach((b) => b.setAttribute('aria-pressed', String(b.value === state.range)));
}

function go(changes) {
  Object.assign(state, changes, { previous: null, previousKey: '' });
  history.replaceState(null, '', `?${new URLSearchParams({ site: state.site, range: state.range })}`);
  showRanges();
  refresh();
}

$('ranges').append(...RANGES.map(([value, text]) => h('button', { type: 'button', value, onclick: () => go({ range: value }) }, text)));
$('site').addEventListener('change', () => go({ site: $('site').value, filters: [], goals: {} }));
$('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem('site-edge-token', $('token').value.trim());
  $('token').value = '';
  refresh();
});
document.addEventListener('visibilitychange', () => (document.hidden ? state.stream?.abort() : refresh()));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { state.chartKey = ''; if (state.metrics) showChart(); });
new ResizeObserver(() => state.chart?.setSize(chartSize())).observe($('chart'));
showRanges();
refresh();
