/*
 * The last file: a page that is only prerendered is not looked at yet.
 */

if (document.prerendering) {
  document.addEventListener('prerenderingchange', start);
} else {
  start();
}
