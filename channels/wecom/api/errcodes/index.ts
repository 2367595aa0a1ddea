import { app } from './app';
import { contacts } from './contacts';
import { customerService } from './customerService';
import { messages } from './messages';
import type { ErrcodeTable } from './table';

/**
 * WeCom's error codes in our words. Source: the published list 全局错误码
 * (https://developer.work.weixin.qq.com/document/path/90313). 60020 has words of its own.
 */
export const errcodes: ErrcodeTable = { ...app, ...contacts, ...customerService, ...messages };
