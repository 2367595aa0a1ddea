/** How decisions and events name this node. */
export const NODE = 'Lead Assign';
