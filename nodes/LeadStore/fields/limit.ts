export { collectPages, limitFields, limitOf } from '../../shared/limit';
