import {Meeting} from './meeting';

export default function Page() {
  return (
    <main>
      <h1>Town hall</h1>
      <Meeting roomId="1_townhall" />
    </main>
  );
}
