// In the pages of a preview: reloads when the site was built again, shows what broke a build, switches variants.
// All in one shadow tree, so that neither the site's styles nor this page's get in each other's way.
(() => {
  'use strict';
  const build = document.currentScript.dataset.build;
  const STYLE = `
    :host { all: initial; }
    * { box-sizing: border-box; font: 14px/1.45 system-ui, sans-serif; }
    .problem { position: fixed; inset: 0 0 auto 0; z-index: 2147483647; background: #2b1210; color: #ffe3e0; padding: 16px 20px;
      border-bottom: 3px solid #ff6b5e; max-height: 60vh; overflow: auto; box-shadow: 0 8px 32px rgb(0 0 0 / 40%); }
    .problem b { font-weight: 650; } .problem code { font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
    .problem p { margin: 0 0 6px; } .problem .still { color: #d8aaa6; margin: 8px 0 0; }
    details { position: fixed; right: 14px; bottom: 14px; z-index: 2147483646; background: #151a24; color: #eef2fb; border-radius: 12px;
      box-shadow: 0 4px 20px rgb(0 0 0 / 35%); max-width: calc(100vw - 28px); }
    summary { cursor: pointer; padding: 8px 14px; list-style: none; font-weight: 600; } summary::-webkit-details-marker { display: none; }
    .panel { padding: 2px 14px 12px; display: grid; gap: 8px; } label { display: grid; gap: 3px; color: #aab4c8; font-size: 12px; }
    select { color: #eef2fb; background: #262e3b; border: 1px solid #3a4559; border-radius: 7px; padding: 5px 8px; } a { color: #9db6ff; }
    :focus-visible { outline: 2px solid #9db6ff; outline-offset: 2px; }
    @media print { :host { display: none; } }`;

  const host = document.createElement('site-edge-preview');
  const root = host.attachShadow({ mode: 'open' });
  function h(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  function show(problem) {
    root.querySelector('.problem')?.remove();
    if (!problem) return;
    const [, place, text] = /^(\S+?:\d+): ([^]*)$/.exec(problem) || [null, '', problem];
    root.append(h('div', { className: 'problem', role: 'alert' },
      h('p', {}, h('b', {}, 'The site could not be built.')),
      h('code', {}, ...(place ? [h('b', {}, place), ': '] : []), text),
      h('p', { className: 'still' }, 'You see the last good build. Save the file again when it is mended.')));
  }

  // Lost connections are made again by the browser; after a restart the build has another name, and the page reloads.
  // Only the page in sight listens: a browser opens six connections to a host, whatever the number of its tabs.
  let events;
  function listen() {
    events?.close();
    if (document.hidden) return;
    events = new EventSource('/_edge/preview/events');
    events.onmessage = (message) => {
      const state = JSON.parse(message.data);
      if (state.build === build) return show(state.problem);
      events.close();
      location.reload();
    };
  }
  document.addEventListener('visibilitychange', listen);
  addEventListener('pagehide', () => events?.close());
  addEventListener('pageshow', (event) => event.persisted && listen());
  listen();

  const shown = new Map((document.querySelector('meta[name="site-edge:variants"]')?.content || '').split(',')
    .filter(Boolean).map((pair) => pair.split('=')));

  function switcher(experiment) {
    const select = h('select', {}, ...experiment.variants.map(({ name }) => h('option', { value: name, selected: name === shown.get(experiment.id) }, name)));
    select.onchange = () => {
      shown.set(experiment.id, select.value);
      const address = new URL(location.href);
      address.searchParams.set('site-edge-variant', [...shown].map((pair) => pair.join('.')).join(','));
      location.href = address.href;
    };
    return h('label', {}, experiment.name || experiment.id, select);
  }

  async function menu() {
    const answer = shown.size ? await fetch('/api/experiments') : null;
    const experiments = answer?.ok ? (await answer.json()).experiments.filter(({ id }) => shown.has(id)) : [];
    const title = experiments.length ? [...shown].map(([id, variant]) => `${id}: ${variant}`).join(' · ') : 'preview';
    root.append(h('details', {}, h('summary', {}, title),
      h('div', { className: 'panel' }, ...experiments.map(switcher), h('a', { href: '/dashboard' }, 'Dashboard'))));
  }

  document.body.append(host);
  menu();
})();
