import '@tote/player/room.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './market.css'
import { readSettings } from './settings.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
createRoot(root).render(
  <StrictMode>
    <App settings={readSettings(root)} />
  </StrictMode>,
)
