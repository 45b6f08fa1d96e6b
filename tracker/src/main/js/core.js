/*
 * tracker → collect → log → shard → store → query → dashboard
 *
 * The core: page views, exposures, custom events, consent. Reads the attributes of its own script tag and the meta tag
 * that the build baked; writes POST {api}. All files of this folder are compiled into one function scope, in the order
 * core, extras, start; the core uses nothing of the others but what they put into `extras` and `leave`.
 */

const {site, api = location.origin + '/api/event', consent = 'none', strict, hash, files} = document.currentScript.dataset;

/** A level allows all that the levels before it allow. */
const LEVELS = ['none', 'necessary', 'analytics'];
const SESSION_IDLE_MS = 30 * 60 * 1000;

/** Index into LEVELS of what is in force; -1, for a name that is not one, allows as little as `none`. */
let level;
/** Path of the page view that was sent last; falsy before the first one and while consent withholds it. */
let viewed;
/** Content of the variants' meta tag whose exposure was sent last. */
let exposed;
/** Set by engagement.js: called before `viewed` changes. */
let leave = () => {};
/** What the other files do once the first page view is out; not run when the page holds the script twice. */
const extras = [];

/** Nothing that goes wrong here may reach the page: blocked storage, a value that is no JSON, an exotic DOM. */
const safely = action => (...args) => {
  try {
    return action(...args);
  } catch {
    // The page matters more than the event.
  }
};

const stored = safely(key => localStorage['site_edge_' + key]);
const forget = safely(key => delete localStorage['site_edge_' + key]);

/** 96 random bits in decimal; crypto.randomUUID is missing on plain http. */
const randomId = () => crypto.getRandomValues(new Uint32Array(3)).join('');

/** Kept as 'id.<ms of the last event>'. Like userId undefined when the browser keeps nothing. */
const sessionId = safely(() => {
  const now = Date.now();
  const [kept, seen] = (stored('session') || '').split('.');
  const id = now - seen < SESSION_IDLE_MS ? kept : randomId();
  localStorage.site_edge_session = id + '.' + now;
  return id;
});

const userId = safely(() => (localStorage.site_edge_user = stored('user') || randomId()));

const path = () => location.pathname + (hash ? location.hash.split('?')[0] : '');

/** Of the query only what names a campaign leaves the browser: '?utm_source=a&ref=b' or ''. */
const campaign = () => (location.search.match(/[?&](utm_\w+|ref|source|site-edge-\w+)=[^&]+/g) || []).join('').replace(/^&/, '?');

/** Sends one event; false when the visitor's own opt-out, or consent below the level needed in strict mode, withholds it. */
const send = (event, neededLevel) => {
  if (stored('ignore') || (strict && level < neededLevel)) {
    return false;
  }
  const body = JSON.stringify({
    path: path() + campaign(),
    timestamp: Date.now(),
    ...event,
    id: randomId(),
    site,
    sessionId: level > 0 ? sessionId() : undefined,
    userId: level > 1 ? userId() : undefined,
  });
  if (!navigator.sendBeacon || !navigator.sendBeacon(api, body)) {
    fetch(api, {method: 'POST', body, keepalive: true}).catch(() => {});
  }
  return true;
};

/** One exposure per document and set of variants. */
const expose = () => {
  const {content} = document.querySelector('[name="site-edge:variants"]') || {};
  if (viewed && content && content !== exposed) {
    exposed = content;
    const experiments = Object.fromEntries(content.split(',').map(pair => pair.split('=')));
    send({type: 'exposure', experiments}, 1);
  }
};

/** Called whenever the page may be another one; does nothing while the path is the one viewed. */
const view = () => {
  if (path() !== viewed) {
    leave();
    // Later views of a document come from the site itself.
    const referrer = viewed ? '' : document.referrer.split('?')[0];
    viewed = send({type: 'pageview', referrer}, 1) && path();
    expose();
  }
};

/** Puts a level in force and removes what it does not allow. */
const allow = choice => {
  level = LEVELS.indexOf(choice);
  if (level < 2) {
    forget('user');
  }
  if (level < 1) {
    forget('session');
  }
};

/** The documented interface, `window.siteEdge`. */
const siteEdge = {
  /** track('signup', {category, label, value, props, revenue: {currency, amount}}): all options may be left out. */
  track: safely((action, options) => {
    // The page comes before what happens on it.
    view();
    send({...options, type: 'event', action}, 2);
  }),

  /** consent('none' | 'necessary' | 'analytics') holds for later pages too. */
  consent: safely(choice => {
    if (LEVELS.includes(choice)) {
      allow(choice);
      view();
      // The site's own default needs no note in the browser.
      forget('consent');
      if (choice !== consent) {
        localStorage.site_edge_consent = choice;
      }
    }
  }),
};

/** Called by start.js; once per document, however often the script is in it. */
const start = safely(() => {
  // Before this script the page has no siteEdge, or the stub with its calls: q = [['track', 'signup'], …].
  const {q} = window.siteEdge || {q: []};
  if (q) {
    window.siteEdge = siteEdge;
    allow(stored('consent') || consent);
    q.forEach(([method, ...args]) => siteEdge[method](...args));
    view();
    extras.forEach(extra => extra());
  }
});
