import {App} from './app.jsx';

export default function Page() {
  return <App />;
}
