import '@tote/player/room.css'
import './site.css'
import type { ReactNode } from 'react'

export const metadata = { title: 'Maison Ondine', icons: 'data:,' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
