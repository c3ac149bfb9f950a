<?php
/* What editor.js needs of WordPress. */
return [
    'dependencies' => ['wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element'],
    'version' => KalturaRoom\VERSION,
];
