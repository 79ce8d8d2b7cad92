import '@tote/player/define/isolated'
