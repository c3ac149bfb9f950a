import DefaultTheme from 'vitepress/theme';
import type {Theme} from 'vitepress';
import './theme.css';

export default {extends: DefaultTheme} satisfies Theme;
