export { eachItem } from '../shared/eachItem';
