import react from '@vitejs/plugin-react';

/** The version of React: the app is built with each. */
const alias = process.env.REACT === '18' ? {react: 'react-18', 'react-dom': 'react-dom-18'} : {};

export default {plugins: [react()], resolve: {alias}};
