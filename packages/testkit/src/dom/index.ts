export {
  defineCE,
  elementUpdated,
  fixture,
  fixtureSync,
  html,
  oneEvent,
  unsafeStatic,
} from '@open-wc/testing/pure'
