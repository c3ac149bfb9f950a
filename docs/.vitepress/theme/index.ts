import type {Theme} from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import {h} from 'vue';
import ElementDemo from './ElementDemo.vue';
import PlaygroundLink from './PlaygroundLink.vue';
import './theme.css';

export default {
  extends: DefaultTheme,
  enhanceApp({app}) {
    app.component('RoomDemo', props => h(ElementDemo, {element: 'kaltura-room', ...props}));
    app.component('CreatorDemo', () => h(ElementDemo, {element: 'kaltura-room-creator'}));
    app.component('PlaygroundLink', PlaygroundLink);
  },
} satisfies Theme;
