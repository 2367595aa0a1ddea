/** How decisions and the event log name this node. */
export const NODE = 'Lead Dedupe';
