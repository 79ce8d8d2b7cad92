import type { ToteElements } from '@tote/player'
import type { HTMLAttributes, RefAttributes } from 'react'

export type ToteTag = keyof ToteElements

/** What a component takes: the element's attributes in camelCase, its properties, its events as `onX`, and what any element takes. */
export type ToteProps<Tag extends ToteTag> = Attributes<ToteElements[Tag]['attributes']> &
  ToteElements[Tag]['properties'] &
  Handlers<ToteElements[Tag]['events']> &
  Omit<
    HTMLAttributes<ToteElements[Tag]['element']>,
    | keyof Attributes<ToteElements[Tag]['attributes']>
    | keyof ToteElements[Tag]['properties']
    | keyof Handlers<ToteElements[Tag]['events']>
  > &
  RefAttributes<ToteElements[Tag]['element']>

/** React keeps `key` for itself; `publishableKey` is the same to the player. */
type Attributes<Given> = {
  [Name in keyof Given & string as Name extends 'key' ? never : Camel<Name>]?: Given[Name] | undefined
}

type Handlers<Events> = {
  [Name in keyof Events & string as `on${HandlerName<Name>}`]?: ((event: Events[Name]) => void) | undefined
}

type HandlerName<Name extends string> = Name extends keyof MediaNames
  ? MediaNames[Name]
  : Capitalize<Camel<Name>>

/** Where React writes an event of the video with an inner capital. */
interface MediaNames {
  timeupdate: 'TimeUpdate'
  volumechange: 'VolumeChange'
  durationchange: 'DurationChange'
  loadedmetadata: 'LoadedMetadata'
  canplay: 'CanPlay'
}

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name
