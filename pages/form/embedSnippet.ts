import { attributes, html } from '../shared/html';

/** Hands the page's address and campaign on to the frame, and lets the frame be as high as the form. */
const script = `
(function () {
  var frame = document.getElementById('leadflow-form'), address = new URL(frame.src);
  new URLSearchParams(location.search).forEach(function (value, name) {
    address.searchParams.set(name, value);
  });
  address.searchParams.set('lf_page', location.href);
  if (document.referrer) address.searchParams.set('lf_referrer', document.referrer);
  frame.src = address.href;
  addEventListener('message', function (event) {
    if (event.source === frame.contentWindow && event.data && event.data.leadflowHeight) {
      frame.style.height = Math.ceil(event.data.leadflowHeight) + 'px';
    }
  });
})();
`.trim();

/** What is pasted into a website to show the form there. Without JavaScript the frame works as well. */
export function embedSnippet(formUrl: string, title: string): string {
	const address = new URL(formUrl);
	address.searchParams.set('embed', '1');
	const frame = attributes({
		id: 'leadflow-form',
		src: address.href,
		title,
		style: 'width:100%;min-height:640px;border:0',
	});
	return `${html`<iframe${frame}></iframe>`.toString()}\n<script>\n${script}\n</script>`;
}
