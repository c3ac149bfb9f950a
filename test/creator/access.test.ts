import {expect, html} from '@open-wc/testing';
import {next} from '../room/set-up.js';
import {release, settled, setup, submit, type} from './set-up.js';

afterEach(() => release());

it('has no accessibility finding in any state', async () => {
  const {creator, held} = await setup(
    html`<kaltura-room-creator
      create-url="/rooms"
      templates='[{"id": "1_classic0", "name": "Classic"}]'
    ></kaltura-room-creator>`,
  );
  await expect(creator).to.be.accessible();
  submit(creator);
  await settled(creator);
  await expect(creator).to.be.accessible();
  type(creator, {name: 'Room'});
  submit(creator);
  await creator.updateComplete;
  await expect(creator).to.be.accessible();
  const failed = next(creator, 'kaltura-room-create-error');
  (await held.next()).fail();
  await failed;
  await creator.updateComplete;
  await expect(creator).to.be.accessible();
  submit(creator);
  const told = next(creator, 'kaltura-room-created');
  (await held.next()).answerJson({success: true, data: {id: '1_newroom0'}});
  await told;
  await creator.updateComplete;
  await expect(creator).to.be.accessible();
}).timeout(60_000);
