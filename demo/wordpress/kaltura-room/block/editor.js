// @ts-check
{
  const {blocks, blockEditor, components, element} = /** @type {any} */ (window).wp;
  const {createElement} = element;
  const ROOM_ID = /^\d{1,3}_[0-9a-z]{8}$/;
  /** Quotation marks and white space around an ID, as in copied text. */
  const SURROUNDINGS = /^[\s"'“”„«»‘’]+|[\s"'“”„«»‘’]+$/g;

  /** Renders the block in the editor: a field for the room ID in place of the meeting. */
  const Edit = (/** @type {any} */ {attributes, setAttributes}) =>
    createElement(
      'div',
      blockEditor.useBlockProps(),
      createElement(
        components.Placeholder,
        {
          icon: 'video-alt2',
          label: 'Kaltura room',
          instructions: 'Signed-in readers of the page join this room.',
        },
        createElement(components.TextControl, {
          label: 'Room ID',
          placeholder: '1_abcd1234',
          value: attributes.roomId,
          help:
            attributes.roomId && !ROOM_ID.test(attributes.roomId)
              ? 'Room ID must be an ID such as 1_abcd1234.'
              : undefined,
          onChange: (/** @type {string} */ roomId) =>
            setAttributes({roomId: roomId.replace(SURROUNDINGS, '')}),
        }),
      ),
    );

  // The server renders the element, so the content of a page contains only the room ID.
  blocks.registerBlockType('kaltura-room/room', {edit: Edit, save: () => null});
}
