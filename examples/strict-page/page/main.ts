import '@tote/player/define'
