export { openFriends, type Friends, type FriendsOutcome } from './open-friends.ts'
