/*
 * Extra: how long a page was looked at and how far it was scrolled.
 * {type: 'engagement', value: <ms visible and focused since the last such event>, props: {scroll: <0-100>}}.
 * Uses send and viewed of core.js and `on` of navigation.js, sets core's leave; nothing else uses this file.
 */

/** Shorter stays without further scrolling are not worth a request. */
const WORTH_SENDING_MS = 3000;

let engagedMs = 0;
/** Start of the running stretch of attention; 0 while there is none. */
let attentiveSince = 0;
/** Deepest visible line in percent of the page's height, now and as last sent. */
let depth = 0;
let sentDepth = 0;

/** Closes the running stretch and starts the next one if the page has the visitor's attention. */
function measure() {
  const now = Date.now();
  engagedMs += attentiveSince && now - attentiveSince;
  attentiveSince = !document.hidden && document.hasFocus() ? now : 0;
  const reached = (scrollY + innerHeight) / document.documentElement.scrollHeight;
  depth = Math.max(depth, Math.min(100, Math.round(reached * 100)));
}

/** A page that never had attention, such as a tab opened behind, has nothing to report. */
function report() {
  if (engagedMs > (depth > sentDepth ? 0 : WORTH_SENDING_MS)) {
    send({type: 'engagement', path: viewed, value: engagedMs, props: {scroll: depth}}, 1);
    sentDepth = depth;
    engagedMs = 0;
  }
}

leave = () => {
  measure();
  report();
  engagedMs = depth = sentDepth = 0;
};

extras.push(() => {
  ['pageshow', 'focus', 'blur', 'visibilitychange'].forEach(type => on(type, () => {
    measure();
    if (!attentiveSince) {
      report();
    }
  }));
  on('scroll', measure);
});
