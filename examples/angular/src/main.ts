import '@angular/compiler'
import { provideZonelessChangeDetection } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import '@tote/player/define'
import '@tote/player/room.css'
import { ShopApp } from './shop-app.ts'

await bootstrapApplication(ShopApp, { providers: [provideZonelessChangeDetection()] })
