/*
 * Extra: page views without a page load: the history API, the hash, the back/forward cache.
 * Uses view and expose of core.js; the other extras take `on` from here.
 */

/** Early: at the window, before the page's own handlers can stop the event. */
const on = (type, action, early) => addEventListener(type, safely(action), early);

extras.push(() => {
  ['pushState', 'replaceState'].forEach(name => {
    const original = history[name];
    history[name] = (...args) => {
      original.apply(history, args);
      safely(view)();
    };
  });
  // A new hash is a popstate too.
  on('popstate', view);
  on('pageshow', event => {
    // Back from the back/forward cache: the same document, a new view.
    if (event.persisted) {
      viewed = 'cached';
      exposed = '';
      view();
    }
  });
  // Turbo and its like change the head after the address.
  new MutationObserver(safely(expose)).observe(document.head, {childList: true});
});
