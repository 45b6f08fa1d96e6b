/*
 * Extra: declarative events, outbound links, file downloads, form submissions.
 * Uses track of core.js and `on` of navigation.js; nothing uses this file.
 */

const FILES = 'pdf,zip,gz,7z,rar,jar,exe,msi,dmg,pkg,deb,rpm,csv,txt,docx,xlsx,pptx,epub,mp3,mp4';

/** <button data-site-edge-event="signup" data-site-edge-category="…" data-site-edge-label="…" data-site-edge-value="9"> */
function trackTagged({dataset}) {
  siteEdge.track(dataset.siteEdgeEvent, {
    category: dataset.siteEdgeCategory,
    label: dataset.siteEdgeLabel,
    value: dataset.siteEdgeValue && +dataset.siteEdgeValue,
  });
}

function clicked({button, target}) {
  // The right button opens a menu.
  if (button > 1) {
    return;
  }
  // A form's event is its submission, not a click in one of its fields.
  const tagged = target.closest('[data-site-edge-event]:not(form)');
  if (tagged) {
    trackTagged(tagged);
  }
  const link = target.closest('a[href]');
  // mailto: and its like have no host.
  if (link && link.host) {
    const isFile = (files || FILES).split(',').includes(link.pathname.split('.').pop().toLowerCase());
    if (isFile || link.host !== location.host) {
      siteEdge.track('click', {category: isFile ? 'download' : 'outbound', label: link.host + link.pathname});
    }
  }
}

function submitted({target}) {
  if (target.dataset.siteEdgeEvent) {
    trackTagged(target);
  }
  // A field called "id" or "name" would hide the form's properties.
  siteEdge.track('submit', {category: 'form', label: target.getAttribute('id') || target.getAttribute('name')});
}

extras.push(() => {
  on('click', clicked, true);
  // The middle button.
  on('auxclick', clicked, true);
  on('submit', submitted, true);
});
