import { multiplyMoney, variantIdSchema } from '@tote/protocol'
import type { Friend, FriendsCart, FriendsLine } from '@tote/protocol/friends'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { variantTitle } from '../internal/shopping/variant-title.ts'
import type { FriendsRoom } from './friends-room.ts'
import { isolated } from './isolated.ts'

/** One basket with friends: who is in it, what lies there, and what can be done. */
export function renderCart(room: FriendsRoom, cart: FriendsCart): TemplateResult {
  const { words, inviteTo } = room
  const { id, you, members, lines } = cart
  const isOwner = members.some(({ n, role }) => n === you && role === 'owner')
  const free = lines.filter(({ taken }) => taken === undefined)
  const buyable = { mine: free.filter(({ by }) => by === you).length, all: free.length }
  return html`<ul class="members" part="members" aria-label=${words.text('friends.members')}>
      ${repeat(
        members,
        ({ n }) => n,
        (member) => renderMember(room, { cart, member, isOwner }),
      )}
    </ul>
    ${
      isOwner
        ? html`<div class="acts">
            ${
              inviteTo === null
                ? nothing
                : html`<button
                    class="button"
                    part="invite"
                    type="button"
                    @click=${() => room.invite(id, inviteTo)}
                  >
                    ${words.text('friends.invite')}
                  </button>`
            }
            ${
              cart.invitesUntilMs === null
                ? nothing
                : html`<button
                    class="button"
                    part="uninvite"
                    type="button"
                    @click=${() =>
                      room.settle((friends) => friends.uninvite(id), words.text('friends.uninvited'))}
                  >
                    ${words.text('friends.uninvite')}
                  </button>`
            }
          </div>`
        : nothing
    }
    ${
      lines.length === 0
        ? html`<p class="soft">${words.text('friends.empty')}</p>`
        : html`<ul part="lines">
            ${repeat(
              lines,
              ({ by, lineId }) => `${by} ${lineId}`,
              (line) => renderLine(room, cart, line),
            )}
          </ul>`
    }
    ${renderChoice(room, cart)}
    <div class="acts">
      <button
        class="button"
        part="buy-mine"
        type="button"
        ?disabled=${buyable.mine === 0}
        @click=${() => room.buy(cart, 'mine')}
      >
        ${words.text('friends.buyMine', { count: buyable.mine })}
      </button>
      <button
        class="button primary"
        part="buy-all"
        type="button"
        ?disabled=${buyable.all === 0}
        @click=${() => room.buy(cart, 'all')}
      >
        ${words.text('friends.buyAll', { count: buyable.all })}
      </button>
    </div>
    ${renderLeave(room, { cart, isOwner })}`
}

function renderMember(
  room: FriendsRoom,
  { cart, member, isOwner }: { cart: FriendsCart; member: Friend; isOwner: boolean },
): TemplateResult {
  const { words } = room
  const { n, colour, role } = member
  const name = isolated(member.name)
  return html`<li data-colour=${colour}>
    <span class="dot" aria-hidden="true"></span>
    ${n === cart.you ? words.text('friends.you', { name }) : name}
    ${role === 'owner' ? html`<span class="soft small">${words.text('friends.owner')}</span>` : nothing}
    ${
      isOwner && n !== cart.you
        ? html`<button
            class="link-button small"
            part="remove"
            type="button"
            @click=${() => room.settle((friends) => friends.remove(cart.id, n))}
          >
            ${words.text('friends.remove', { name })}
          </button>`
        : nothing
    }
  </li>`
}

function renderLine(room: FriendsRoom, cart: FriendsCart, line: FriendsLine): TemplateResult {
  const { words } = room
  const { by, lineId, variantId, qty, votes, taken } = line
  const variant = room.products.value?.flatMap(({ variants }) => variants).find(({ id }) => id === variantId)
  const title = variantTitle(room.products.value, variantId) || variantId
  const named = html`<span class="ears-only">: ${title}</span>`
  const isFor = votes.includes(cart.you)
  const member = cart.members.find(({ n }) => n === by)
  return html`<li
    class="line"
    part="line"
    data-colour=${member?.colour ?? 0}
    ?data-bought=${taken?.isBought === true}
  >
    <div class="head">
      <span class="title">${words.text('friends.line', { count: qty, title })}</span>
      ${
        variant === undefined
          ? nothing
          : html`<span class="numbers">${words.money(multiplyMoney(variant.price, qty))}</span>`
      }
    </div>
    <p class="small soft">${whoseText(room, cart, line)}</p>
    <div class="tools">
      <button
        class="vote numbers"
        part="vote"
        type="button"
        aria-pressed=${isFor ? 'true' : 'false'}
        aria-label=${`${words.text('friends.vote', { title })}, ${words.text('friends.votes', { count: votes.length })}`}
        @click=${() => room.settle((friends) => friends.vote(cart.id, line, !isFor))}
      >
        <span aria-hidden="true">♥ ${votes.length}</span>
      </button>
      ${
        by === cart.you && (taken === undefined || taken.isBought)
          ? html`<button
              class="link-button"
              part="take-out"
              type="button"
              @click=${() => room.settle((friends) => friends.takeOut(cart.id, lineId))}
            >
              ${words.text('friends.takeOut')}${named}
            </button>`
          : nothing
      }
      ${
        taken !== undefined && taken.by === cart.you && !taken.isBought
          ? html`<button
              class="link-button"
              part="release"
              type="button"
              @click=${() => room.settle((friends) => friends.release(cart.id, line))}
            >
              ${words.text('friends.release')}${named}
            </button>`
          : nothing
      }
    </div>
  </li>`
}

/** Who put it in, and who buys it. */
function whoseText(
  { words }: FriendsRoom,
  { you, members }: FriendsCart,
  { by, taken }: FriendsLine,
): string {
  const nameOf = (n: number | null) => isolated(members.find((member) => member.n === n)?.name ?? '')
  const whose = by === you ? words.text('friends.mine') : words.text('friends.by', { name: nameOf(by) })
  if (taken === undefined) return whose
  const { isBought } = taken
  if (taken.by === null) return `${whose} · ${words.text('friends.sold')}`
  if (taken.by === you) return `${whose} · ${words.text(isBought ? 'friends.youBought' : 'friends.youTake')}`
  const name = nameOf(taken.by)
  return `${whose} · ${words.text(isBought ? 'friends.bought' : 'friends.takes', { name })}`
}

/** What can be put in: what lies in the shopper's own basket, and what the show sells. */
function renderChoice(room: FriendsRoom, { id }: FriendsCart): TemplateResult {
  const { words } = room
  const products = room.products.value ?? []
  const own = [...new Set(room.basket.value?.lines.map(({ merchandise }) => merchandise.variantId) ?? [])]
  const sold = products.flatMap(({ variants }) => variants.map((variant) => variant.id))
  const group = (label: string, ids: readonly string[]) =>
    ids.length === 0
      ? nothing
      : html`<optgroup label=${label}>
          ${ids.map((variantId) => html`<option value=${variantId}>${variantTitle(products, variantId) || variantId}</option>`)}
        </optgroup>`
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const chosen = variantIdSchema.safeParse(new FormData(event.target).get('variant'))
    if (chosen.success) void room.settle((friends) => friends.add(id, { variantId: chosen.data }))
  }
  return html`<form @submit=${onSubmit}>
    <label
      >${words.text('friends.choice')}
      <select part="choice" name="variant">
        ${group(words.text('friends.fromBasket'), own)}
        ${group(
          words.text('friends.fromShow'),
          sold.filter((variantId) => !own.some((one) => one === variantId)),
        )}
      </select>
    </label>
    <button class="button" part="add" type="submit">${words.text('friends.add')}</button>
  </form>`
}

/** With its owner it is over for all: they are asked once more. */
function renderLeave(
  room: FriendsRoom,
  { cart: { id }, isOwner }: { cart: FriendsCart; isOwner: boolean },
): TemplateResult {
  const { words } = room
  const text = words.text(isOwner ? 'friends.end' : 'friends.leave')
  const leave = () => void room.settle((friends) => friends.leave(id))
  if (room.leaving !== id)
    return html`<div>
      <button
        class="link-button"
        part="leave"
        type="button"
        @click=${isOwner ? () => room.askToLeave(id) : leave}
      >
        ${text}
      </button>
    </div>`
  return html`<p role="status">${words.text('friends.sure')}</p>
    <div class="acts">
      <button class="button" part="leave" type="button" @click=${leave}>${text}</button>
      <button class="button" part="keep" type="button" @click=${() => room.askToLeave(null)}>
        ${words.text('friends.keep')}
      </button>
    </div>`
}
