/*
 * Extra: pages that were not there, told by <meta name="site-edge:status" content="404"> in the site's 404.html: works in
 * every browser, in preview, and on hosts that answer 200. Uses track of core.js; nothing uses this file.
 */

extras.push(() => {
  if (document.querySelector('[name="site-edge:status"][content="404"]')) {
    siteEdge.track('404', {category: 'error', label: path()});
  }
});
