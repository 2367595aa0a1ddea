/**
 * Where a lead stands. `open` ones are worked on, `closed` ones can be opened again, `terminal` ones
 * cannot: a converted lead lives on as account, contact and deal until its conversion is reverted.
 */
export type StatusPhase = 'open' | 'closed' | 'terminal';

interface StatusDefinition {
	phase: StatusPhase;
	label: { en: string; zh: string };
}

export const leadStatuses = {
	new: { phase: 'open', label: { en: 'New', zh: '待跟进' } },
	attempted: { phase: 'open', label: { en: 'Attempted to Contact', zh: '尝试联系' } },
	contacted: { phase: 'open', label: { en: 'Contacted', zh: '已联系' } },
	working: { phase: 'open', label: { en: 'Working', zh: '跟进中' } },
	nurturing: { phase: 'open', label: { en: 'Nurturing', zh: '培育中' } },
	onHold: { phase: 'open', label: { en: 'On Hold', zh: '搁置' } },
	qualified: { phase: 'open', label: { en: 'Qualified', zh: '已确认' } },
	converted: { phase: 'terminal', label: { en: 'Converted', zh: '已转化' } },
	unqualified: { phase: 'closed', label: { en: 'Unqualified', zh: '不合格' } },
	junk: { phase: 'closed', label: { en: 'Junk', zh: '无效' } },
} as const satisfies Record<string, StatusDefinition>;

export type LeadStatus = keyof typeof leadStatuses;

export const leadStatusNames = Object.keys(leadStatuses).filter(isLeadStatus);

/** Whether a text is one of the stored values; labels are read by {@link parseStatus}. */
export function isLeadStatus(text: string): text is LeadStatus {
	return Object.hasOwn(leadStatuses, text);
}
