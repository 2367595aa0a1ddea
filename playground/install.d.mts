export function installN8n(report?: (line: string) => void, source?: string): Promise<string>;
