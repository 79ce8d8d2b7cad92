export {
  friendNameSchema,
  friendsIdSchema,
  inviteSchema,
  type FriendsAsk,
  type FriendsId,
} from './friends-ask.ts'
export {
  friendsAnswerSchema,
  friendsCartsSchema,
  keptFriendsSchema,
  MOST_FRIENDS,
  type Friend,
  type FriendsAnswer,
  type FriendsCart,
  type FriendsCarts,
  type FriendsLine,
  type Invitation,
  type KeptFriends,
  type TakenLine,
} from './friends-cart.ts'
