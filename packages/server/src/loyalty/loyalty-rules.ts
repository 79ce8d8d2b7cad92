import type { Loyalty } from './loyalty-settings.ts'

/**
 * The rules of points, in numbered sentences that their tests quote:
 *
 * L1 An order earns so many points for each whole unit of currency that was paid for its goods.
 * L2 What is given back of an order takes back what it earned, so that in the end it has earned what was kept of it.
 * L3 What is given back of an order gives back as large a part of the points that were spent on it.
 * L4 Watching earns by the minute, up to a bound for each show.
 * L5 Points are worth a fixed sum, in whole minor units, in nobody's favour but the tenant's.
 * L6 No more is spent than the tenant lets one basket spend, than there is, and than takes off less than the basket comes to.
 * L7 A balance is never below zero: what is to be taken back beyond it is taken from what is earned next.
 */

/** [L1] `decimals` are those of the currency. */
export function earnedBy(loyalty: Loyalty, amount: number, decimals: number): number {
  return Math.floor(amount / 10 ** decimals) * loyalty.perUnit
}

/** [L2] Of `earned`, once so much of what was paid was given back. */
export function reversedOf(earned: number, { refunded, total }: { refunded: number; total: number }): number {
  if (refunded >= total) return earned
  return Math.ceil((earned * refunded) / total)
}

/** [L3] Of `spent`, once so much of what was paid was given back. */
export function returnedOf(spent: number, { refunded, total }: { refunded: number; total: number }): number {
  if (refunded >= total) return spent
  return Math.floor((spent * refunded) / total)
}

/** [L4] */
export function earnedByWatching({ watch }: Loyalty, minutes: number): number {
  if (watch === undefined) return 0
  return Math.min(watch.mostPerShow, Math.floor(minutes / watch.everyMinutes) * watch.points)
}

/** [L5] Minor units. */
export function worthOf({ spend }: Loyalty, points: number): number {
  return spend === undefined ? 0 : Math.floor((points * spend.amount) / spend.points)
}

/** [L6] The most that a basket of this sum may spend of this balance; 0 where that is less than the least. */
export function mostToSpend(loyalty: Loyalty, { free, total }: { free: number; total: number }): number {
  const { spend } = loyalty
  if (spend === undefined) return 0
  const bound = Math.floor((total * spend.mostPercent) / 100)
  // Points come in steps of what is worth something whole: nobody gives some away for nothing.
  const steps = Math.floor(Math.min(free, spend.most) / spend.points)
  const affordable = Math.floor(bound / spend.amount)
  const points = Math.min(steps, affordable) * spend.points
  return points < spend.least ? 0 : points
}

/** [L6] Whether exactly so many may be spent on it. */
export function maySpend(loyalty: Loyalty, points: number, basket: { free: number; total: number }): boolean {
  const { spend } = loyalty
  return (
    spend !== undefined &&
    points >= spend.least &&
    points % spend.points === 0 &&
    points <= mostToSpend(loyalty, basket)
  )
}

/** What a shopper has. */
export interface Account {
  readonly balance: number
  /** Of it, set aside for check-outs that are open. */
  readonly held: number
  /** To be taken from what is earned next. */
  readonly owed: number
}

export const NO_POINTS: Account = { balance: 0, held: 0, owed: 0 }

export interface Booked {
  readonly account: Account
  /** By how much the balance is another than before: what the ledger says. */
  readonly points: number
}

/** [L7] Something was earned, or came back. */
export function credit(account: Account, points: number): Booked {
  const settled = Math.min(account.owed, points)
  const rest = points - settled
  return {
    account: { ...account, owed: account.owed - settled, balance: account.balance + rest },
    points: rest,
  }
}

/** [L7] Something is taken back. */
export function debit(account: Account, points: number): Booked {
  const taken = Math.min(points, account.balance - account.held)
  return {
    account: { ...account, balance: account.balance - taken, owed: account.owed + points - taken },
    points: 0 - taken,
  }
}

/** Sets points aside; null where there are not enough that are free. */
export function hold(account: Account, points: number): Account | null {
  return points <= account.balance - account.held ? { ...account, held: account.held + points } : null
}

export function release(account: Account, points: number): Account {
  return { ...account, held: account.held - points }
}

/** What was set aside is spent. */
export function spendHeld(account: Account, points: number): Booked {
  return {
    account: { ...account, held: account.held - points, balance: account.balance - points },
    points: 0 - points,
  }
}
