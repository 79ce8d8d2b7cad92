import '@tote/player/define'
import '@tote/player/room.css'
import { createApp } from 'vue'
import App from './app.vue'

createApp(App).mount('#app')
