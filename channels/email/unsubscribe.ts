import { bareSubject } from './automatic';
import type { Mail } from './mail';

const WISH =
	/^[[【<"'“]?\s*(?:unsubscribe(?: me)?(?: please)?|please unsubscribe(?: me)?|opt[ -]?out|remove(?: me)?(?: from (?:the |your )?(?:mailing )?list)?|stop|退订|取消订阅|退订邮件|我要退订|请退订|td|abmelden|abmeldung|abbestellen|newsletter ab(?:bestellen|melden)|désinscription|désinscrire|se désabonner|désabonnement|baja|cancelar suscripción)\s*[\]】>"'”]?[.!。！]?$/i;
/** A word that says so as the whole text of a mail; as a subject it may be anything. */
const TOO_SHORT_FOR_SUBJECT = /^(?:td|stop)[.!。！]?$/i;

/**
 * Whether a mail only asks not to be written to any more: by its subject, as mail programs send it for
 * `List-Unsubscribe: <mailto:…>` (RFC 2369), or by a text of nothing else.
 *
 * @param message the new text without signature
 */
export function asksToUnsubscribe(mail: Mail, message: string): boolean {
	const subject = bareSubject(mail.subject);
	if (subject.length <= 60 && WISH.test(subject) && !TOO_SHORT_FOR_SUBJECT.test(subject))
		return true;
	const text = message.trim();
	return text.length <= 60 && WISH.test(text);
}
