import { default as videoJs } from 'video.js'
import 'video.js/dist/video-js.css'

const video = document.querySelector('video')
// Its types say `export =` of a module, and its module a default.
const setUp = videoJs as unknown as (element: HTMLVideoElement) => void
if (video !== null) setUp(video)
